package io.mall.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.mall.app.support.LogLines;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.ReadyAnswers;
import io.mall.app.support.Shopper;
import io.mall.app.support.SwitchedOff;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the access log says of requests, whoever answered them. */
@MallTest
class AccessLogTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PRODUCT = "/api/products/{productId}";

  /** What frames a body whose length is not known beforehand takes at most; it is sent too. */
  private static final int CHUNKS = 32;

  private final Mall mall;
  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final LogLines lines = LogLines.of("io.mall.app.web.RequestFilter");
  private final ReadyAnswers ready;

  AccessLogTest(Mall mall) {
    this.mall = mall;
    this.ready = new ReadyAnswers(mall);
  }

  @AfterEach
  void listenNoMore() {
    lines.close();
  }

  @Test
  void aRequestLeavesOneLineWithItsTraceAndOfThePersonTheIdOnly() throws Exception {
    Shopper shopper = mall.newShopper();
    String path = "/api/users/me/addresses/4711";
    HttpResponse<byte[]> gone = send("DELETE", path + "?secret=hidden", shopper.token());
    assertThat(gone.statusCode()).isEqualTo(404);
    Map<String, String> facts = factsOfOneLine();
    assertThat(facts)
        .containsEntry("route", "/api/users/me/addresses/{addressId}")
        .containsEntry("method", "DELETE")
        .containsEntry("status", "404")
        .containsEntry("bytes", Integer.toString(gone.body().length))
        .containsEntry("user", shopper.userId().text());
    assertThat(facts.toString()).doesNotContain("4711").doesNotContain("hidden");
  }

  @Test
  void whoIsTurnedAwayIsNamedOnceItIsKnownWhoThatIs() throws Exception {
    Shopper shopper = mall.newShopper();
    assertThat(send("POST", "/api/products", shopper.token()).statusCode()).isEqualTo(403);
    assertThat(factsOfOneLine()).containsEntry("user", shopper.userId().text());
    assertThat(send("GET", "/api/cart", "an.old.token").statusCode()).isEqualTo(401);
    assertThat(factsOfOneLine()).containsEntry("user", "-").containsEntry("status", "401");
  }

  @Test
  void anAnswerThatIsReadyLeavesTheLineThatSpringsAnswerLeaves() throws Exception {
    String path = ready.ofNewProduct("Läselampe");
    readyAndMade(path, "GET").forEach(AccessLogTest::isLine);
    readyAndMade(path, "HEAD").forEach(AccessLogTest::isLine);
    readyAndMade(path, "GET", "If-None-Match", "\"1\"").forEach(AccessLogTest::isLine);
    readyAndMade(path, "GET", "Accept-Encoding", "gzip").forEach(AccessLogTest::isLine);
  }

  @Test
  void overHttp2TheBytesAreThoseOfTheBodyToo() throws Exception {
    String path = ready.ofNewProduct("Läselampe");
    try (HttpClient two = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
      // The first one asks for the upgrade.
      two.send(request("GET", path), HttpResponse.BodyHandlers.ofByteArray());
      factsOfOneLine();
      for (String method : List.of("GET", "HEAD")) {
        HttpResponse<byte[]> answer =
            two.send(request(method, path), HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.version()).isEqualTo(Version.HTTP_2);
        isLine(new Seen(answer, factsOfOneLine()));
      }
    }
  }

  @Test
  void aRequestThatNobodyCanReadLeavesALineToo() throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mall.port())) {
      socket
          .getOutputStream()
          .write("GET /api/products HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 400");
      assertThat(factsOf(lines.takeOne(line -> "400".equals(LogLines.facts(line).get("status")))))
          .containsEntry("route", "none")
          .containsEntry("user", "-");
    }
  }

  /** An answer and what the line of its request says. */
  private record Seen(HttpResponse<byte[]> answer, Map<String, String> facts) {}

  private List<Seen> readyAndMade(String path, String method, String... headers) throws Exception {
    Seen sent = seeReady(path, method, headers);
    Seen[] made = new Seen[1];
    double before = ready.sent();
    SwitchedOff.at(mall, "ready-answers").during(() -> made[0] = see(path, method, headers));
    assertThat(ready.sent()).as("this one was made").isEqualTo(before);
    return List.of(sent, made[0]);
  }

  /** What is in memory may be distrusted at any time, and is ready again after one more read. */
  private Seen seeReady(String path, String method, String... headers) throws Exception {
    for (int i = 0; i < 100; i++) {
      double before = ready.sent();
      Seen seen = see(path, method, headers);
      if (ready.sent() > before) {
        return seen;
      }
      see(path, "GET");
    }
    throw new AssertionError("no answer was ready");
  }

  private Seen see(String path, String method, String... headers) throws Exception {
    HttpResponse<byte[]> answer =
        client.send(request(method, path, headers), HttpResponse.BodyHandlers.ofByteArray());
    return new Seen(answer, factsOfOneLine());
  }

  private static void isLine(Seen seen) {
    HttpResponse<byte[]> answer = seen.answer();
    int body = answer.body().length;
    int more = answer.headers().firstValue("Transfer-Encoding").isPresent() ? CHUNKS : 0;
    assertThat(seen.facts())
        .containsEntry("method", answer.request().method())
        .containsEntry("route", PRODUCT)
        .containsEntry("status", Integer.toString(answer.statusCode()))
        .containsEntry("user", "-");
    assertThat(Integer.parseInt(seen.facts().get("bytes"))).isBetween(body, body + more);
  }

  private HttpResponse<byte[]> send(String method, String path, String token)
      throws IOException, InterruptedException {
    return client.send(
        request(method, path, "Authorization", "Bearer " + token),
        HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String method, String path, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mall.port() + path))
            .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }

  private Map<String, String> factsOfOneLine() {
    return factsOf(lines.takeOne(line -> TRACE.equals(line.getMDCPropertyMap().get("traceId"))));
  }

  /** What a line says, all of which there is in every line. */
  private static Map<String, String> factsOf(ILoggingEvent line) {
    assertThat(line.getFormattedMessage()).isEqualTo("request answered");
    Map<String, String> facts = LogLines.facts(line);
    assertThat(facts).containsOnlyKeys("method", "route", "status", "bytes", "user", "micros");
    return facts;
  }
}
