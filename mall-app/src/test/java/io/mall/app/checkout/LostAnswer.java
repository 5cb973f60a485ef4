package io.mall.app.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.local.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** An answer that an instance has given, and that its client never gets. */
final class LostAnswer {

  private static final String END_OF_HEAD = "\r\n\r\n";

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final CompletableFuture<byte[]> bytes;
  private final CompletableFuture<Reply> client;

  private LostAnswer(CompletableFuture<byte[]> bytes, CompletableFuture<Reply> client) {
    this.bytes = bytes;
    this.client = client;
  }

  /**
   * Sends a request until it is answered with success, so that what it tells of is committed; none
   * of these answers gets to the client.
   */
  static LostAnswer to(IntFunction<Reply> request, Proxy door, int success) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(
            () ->
                new LostAnswer(
                    door.loseNextAnswer(),
                    CompletableFuture.supplyAsync(() -> request.apply(door.port()))),
            answer -> answer.isGiven(success));
  }

  private boolean isGiven(int status) {
    return text().startsWith("HTTP/1.1 " + status);
  }

  private String text() {
    return new String(bytes.orTimeout(1, TimeUnit.MINUTES).join(), StandardCharsets.UTF_8);
  }

  /** What the client has in the end. */
  CompletableFuture<Reply> client() {
    return client;
  }

  /** Fails unless a later answer says the same to the byte, and that it is a repetition. */
  void assertRepeatedBy(Reply later) {
    String text = text();
    assertThat(text).startsWith("HTTP/1.1 " + later.status());
    assertThat(later.body()).isEqualTo(text.substring(text.indexOf(END_OF_HEAD) + 4));
    assertThat(later.replayed()).isTrue();
  }
}
