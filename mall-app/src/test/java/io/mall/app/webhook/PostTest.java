package io.mall.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the shop calls, and how long it listens. */
class PostTest {

  private static final byte[] BODY = {'{', '}'};

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.127.255.255",
        "192.0.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "fd12::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1",
        "64:ff9b::a00:1",
        "2002:a00:1::1",
        "2001::1",
        "2001:db8::1",
        "fec0::1",
        "::a00:1"
      })
  void addressesOfOnesOwnAreNotPublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isFalse();
    assertThatThrownBy(() -> new PublicAddresses().resolve(address))
        .isInstanceOf(UnknownHostException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.1", "100.63.255.255", "100.128.0.1",
        "172.15.0.1", "172.32.0.1", "192.0.1.1", "193.0.0.1", "198.20.0.1", "223.255.255.255",
        "2606:4700::1111", "2a00:1450::1", "2001:4860::8888"
      })
  void addressesOfTheInternetArePublic(String address) throws UnknownHostException {
    assertThat(PublicAddresses.isPublic(InetAddress.getByName(address))).isTrue();
  }

  @Test
  void thisMachineIsNotCalledUnlessASettingAllowsIt() throws IOException {
    try (Listener listener = new Listener(call -> 200);
        Post careful = new Post(properties(false));
        Post test = new Post(properties(true))) {
      for (String url : List.of(listener.url(), listener.url().replace("127.0.0.1", "localhost"))) {
        assertThatThrownBy(() -> call(careful, url)).isInstanceOf(UnknownHostException.class);
      }
      assertThat(listener.calls()).isEmpty();
      assertThat(call(test, listener.url()).status()).isEqualTo(200);
    }
  }

  @Test
  void aRedirectIsAnAnswerLikeAnyOther() throws IOException {
    try (Listener listener = new Listener(call -> 307);
        Post post = new Post(properties(true))) {
      assertThat(call(post, listener.url()).status()).isEqualTo(307);
      assertThat(listener.calls()).hasSize(1);
    }
  }

  @Test
  void whoeverAnswersLetterByLetterIsCutOff() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Post post = new Post(properties(true))) {
      Thread slow = Thread.ofPlatform().daemon().start(() -> trickle(server));
      long start = System.nanoTime();
      assertThatThrownBy(() -> call(post, "http://127.0.0.1:" + server.getLocalPort() + "/"))
          .isInstanceOf(IOException.class);
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      slow.interrupt();
    }
  }

  /** Each letter comes well within the time a read may take, the answer never ends. */
  private static void trickle(ServerSocket server) {
    try (Socket socket = server.accept()) {
      socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes(StandardCharsets.US_ASCII));
      while (!Thread.currentThread().isInterrupted()) {
        socket.getOutputStream().write('x');
        socket.getOutputStream().flush();
        LockSupport.parkNanos(20_000_000);
      }
    } catch (IOException cutOff) {
      Thread.currentThread().interrupt();
    }
  }

  private static Post.Answer call(Post post, String url) throws IOException {
    return post.send(URI.create(url), Post.headers("msg_1", "1", "v1,x"), BODY);
  }

  private static WebhookProperties properties(boolean allowPrivate) {
    return new WebhookProperties(
        List.of(Duration.ofSeconds(1)),
        Duration.ofMillis(500),
        allowPrivate,
        Duration.ofHours(1),
        Duration.ofDays(1),
        Duration.ofSeconds(1),
        10);
  }
}
