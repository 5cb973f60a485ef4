package io.mall.app.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.ReadyAnswers;
import io.mall.app.support.Tools;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Ready answers over HTTP/2 without TLS: by an upgrade, and by a client that knows beforehand. */
@MallTest
class ReadyAnswerOverHttp2Test {

  /** Fewer than the server takes at a time over one connection. */
  private static final int MANY = 90;

  private final Mall mall;
  private final HttpClient one = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private final HttpClient two = HttpClient.newBuilder().version(Version.HTTP_2).build();
  private final ReadyAnswers ready;
  private String path = "";

  ReadyAnswerOverHttp2Test(Mall mall) {
    this.mall = mall;
    this.ready = new ReadyAnswers(mall);
  }

  @BeforeEach
  void aProductInMemory() throws Exception {
    path = ready.ofNewProduct("Lamp");
    // The first of a connection asks for the upgrade, and is answered by it.
    assertThat(send(two, "GET").version()).isEqualTo(Version.HTTP_2);
  }

  @Test
  void bothVersionsAreAnsweredTheSame() throws Exception {
    double before = ready.sent();
    int asked = 0;
    for (String method : List.of("GET", "HEAD")) {
      for (String[] headers :
          List.of(
              new String[] {},
              new String[] {"Accept-Encoding", "gzip"},
              new String[] {"If-None-Match", "W/\"1\""},
              new String[] {"Accept-Encoding", "gzip", "If-None-Match", "\"1\""})) {
        HttpResponse<byte[]> old = send(one, method, headers);
        HttpResponse<byte[]> young = send(two, method, headers);
        assertThat(young.version()).isEqualTo(Version.HTTP_2);
        assertThat(young.statusCode()).isEqualTo(old.statusCode());
        assertThat(headersOf(young)).isEqualTo(headersOf(old));
        assertThat(young.body()).isEqualTo(old.body());
        asked += 2;
      }
    }
    assertThat(ready.sent() - before).as("all of them were ready").isEqualTo(asked);
  }

  @Test
  void manyAtATimeOverOneConnectionGetTheirOwn() throws Exception {
    byte[] plain = send(one, "GET").body();
    List<CompletableFuture<HttpResponse<byte[]>>> all = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      all.add(two.sendAsync(request("GET", kind(i)), HttpResponse.BodyHandlers.ofByteArray()));
    }
    for (int i = 0; i < MANY; i++) {
      HttpResponse<byte[]> got = all.get(i).get(30, TimeUnit.SECONDS);
      assertThat(got.version()).isEqualTo(Version.HTTP_2);
      switch (i % 3) {
        case 0 -> assertThat(got.body()).isEqualTo(plain);
        case 1 -> assertThat(unzipped(got.body())).isEqualTo(plain);
        default -> assertThat(got.statusCode()).isEqualTo(304);
      }
    }
  }

  @Test
  void whoeverBeginsWithHttp2IsServedToo() throws Exception {
    assumeTrue(Tools.find("h2load").isPresent(), "left out: no h2load, run ops/bin/fetch-tools");
    double before = ready.sent();
    Process h2load =
        new ProcessBuilder(
                Tools.require("h2load").toString(),
                "-n2000",
                "-c4",
                "-m16",
                "http://127.0.0.1:" + mall.port() + path)
            .redirectErrorStream(true)
            .start();
    String told = new String(h2load.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(h2load.waitFor()).isZero();
    assertThat(told).contains("2000 succeeded, 0 failed, 0 errored, 0 timeout", "2000 2xx, 0 3xx");
    assertThat(ready.sent() - before).isEqualTo(2000);
  }

  private static String[] kind(int number) {
    return switch (number % 3) {
      case 0 -> new String[] {};
      case 1 -> new String[] {"Accept-Encoding", "gzip"};
      default -> new String[] {"If-None-Match", "\"1\""};
    };
  }

  private static byte[] unzipped(byte[] bytes) throws Exception {
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return gzip.readAllBytes();
    }
  }

  private static Map<String, List<String>> headersOf(HttpResponse<?> response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(response.headers().map());
    for (String differs : List.of("Date", "X-Request-Id", ":status")) {
      headers.remove(differs);
    }
    return headers;
  }

  private HttpResponse<byte[]> send(HttpClient client, String method, String... headers)
      throws Exception {
    return client.send(request(method, headers), HttpResponse.BodyHandlers.ofByteArray());
  }

  private HttpRequest request(String method, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mall.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request.build();
  }
}
