package io.mall.app.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.local.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An answer that an instance has given, and that its client never gets. */
final class LostAnswer {

  private static final String END_OF_HEAD = "\r\n\r\n";

  private final CompletableFuture<byte[]> bytes;

  private LostAnswer(CompletableFuture<byte[]> bytes) {
    this.bytes = bytes;
  }

  /** The next one that comes through a proxy. */
  static LostAnswer next(Proxy door) {
    return new LostAnswer(door.loseNextAnswer());
  }

  /** Returns when it is given, so that what it tells of is committed. */
  void awaitGiven() throws Exception {
    bytes.get(1, TimeUnit.MINUTES);
  }

  /** Fails unless a later answer says the same to the byte, and that it is a repetition. */
  void assertRepeatedBy(Reply later) {
    String text = new String(bytes.join(), StandardCharsets.UTF_8);
    assertThat(text).startsWith("HTTP/1.1 " + later.status());
    assertThat(later.body()).isEqualTo(text.substring(text.indexOf(END_OF_HEAD) + 4));
    assertThat(later.replayed()).isTrue();
  }
}
