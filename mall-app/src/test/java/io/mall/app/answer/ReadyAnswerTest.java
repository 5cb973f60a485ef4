package io.mall.app.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.ReadyAnswers;
import io.mall.app.support.SwitchedOff;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A product in memory is answered by bytes that are ready; Spring answers the same. */
@MallTest
class ReadyAnswerTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  /** What Firefox sends for a page. */
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8";

  private final Mall mall;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ReadyAnswers ready;
  private String path = "";
  private double readyBefore;

  ReadyAnswerTest(Mall mall) {
    this.mall = mall;
    this.ready = new ReadyAnswers(mall);
  }

  @BeforeEach
  void aProductInMemory() {
    path = ready.ofNewProduct("Läselampe — \"hell\"");
    readyBefore = ready.sent();
  }

  @Test
  void springAnswersTheSameBytesAndHeaders() throws Exception {
    List<String[]> requests =
        List.of(
            new String[] {},
            new String[] {"Accept", "application/json"},
            new String[] {"Accept", "text/html;q=0.9, */*;q=0.8"},
            new String[] {"Accept", BROWSER},
            new String[] {"If-None-Match", "\"1\""},
            new String[] {"If-None-Match", "W/\"9\", W/\"1\""},
            new String[] {"If-None-Match", "*"},
            new String[] {"If-None-Match", "\"2\""},
            new String[] {"Authorization", "Bearer of.an.old.token"},
            new String[] {"Accept-Encoding", "gzip;q=0, br"});
    for (String method : List.of("GET", "HEAD")) {
      for (String[] headers : requests) {
        HttpResponse<byte[]> sent = send(method, headers);
        assertThat(ready.sent() - readyBefore).as("this one was ready").isEqualTo(1);
        readyBefore++;
        SwitchedOff.at(mall, "ready-answers")
            .during(
                () -> {
                  HttpResponse<byte[]> made = send(method, headers);
                  assertThat(sent.statusCode()).isEqualTo(made.statusCode());
                  assertThat(headersOf(sent)).isEqualTo(headersOf(made));
                  assertThat(sent.body()).isEqualTo(made.body());
                });
      }
    }
    assertThat(ready.sent() - readyBefore).as("none was ready while it was off").isZero();
  }

  @Test
  void theCompressedBytesAreTheSameDocumentUnderAWeakTag() throws Exception {
    HttpResponse<byte[]> plain = send("GET");
    HttpResponse<byte[]> small = send("GET", "Accept-Encoding", "gzip, deflate, br");
    assertThat(small.headers().firstValue("Content-Encoding")).hasValue("gzip");
    assertThat(small.headers().firstValue("ETag")).hasValue("W/\"1\"");
    assertThat(small.headers().firstValue("Vary").orElse("")).containsIgnoringCase("Accept-Enc");
    assertThat(small.headers().firstValueAsLong("Content-Length")).hasValue(small.body().length);
    assertThat(small.body().length).isLessThan(plain.body().length / 2);
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(small.body()))) {
      assertThat(gzip.readAllBytes()).isEqualTo(plain.body());
    }
  }

  @Test
  void whatNeedsMoreThanBytesGoesOnToSpring() throws Exception {
    assertThat(send("GET", "Accept", "application/xml").statusCode()).isEqualTo(406);
    assertThat(send("GET", "Accept", "application/json;q=0").statusCode()).isIn(200, 406);
    assertThat(send("GET", "If-Match", "\"7\"").statusCode()).isIn(200, 412);
    assertThat(send("DELETE").statusCode()).isIn(401, 403);
    path = path + "?lang=de";
    assertThat(send("GET").statusCode()).isEqualTo(200);
    path = "/api/products/0" + path.substring("/api/products/".length());
    send("GET");
    for (String broken : List.of("", "abc", "99999999999999999999", "1;v=2", "%31", "1/2")) {
      path = "/api/products/" + broken;
      assertThat(send("GET").statusCode()).as(broken).isIn(200, 400, 404);
    }
    assertThat(ready.sent()).isEqualTo(readyBefore);
  }

  @Test
  void whoChangesAProductSeesTheChangeAtOnce() throws Exception {
    String id = path.substring(path.lastIndexOf('/') + 1);
    for (int version = 1; version <= 20; version++) {
      assertThat(send("GET").headers().firstValue("ETag")).hasValue("\"" + version + "\"");
      mall.admin()
          .header("If-Match", "\"" + version + "\"")
          .body(Map.of("title", "Lamp " + version))
          .patch("/api/products/" + id)
          .then()
          .statusCode(200);
      assertThat(new String(send("GET").body(), java.nio.charset.StandardCharsets.UTF_8))
          .contains("\"Lamp " + version + "\"");
    }
  }

  @Test
  void eachAnswerHasATraceOfItsOwnOrTheCallers() throws Exception {
    String one = send("GET").headers().firstValue("X-Request-Id").orElse("");
    String other = send("GET").headers().firstValue("X-Request-Id").orElse("");
    assertThat(one).matches("[0-9a-f]{32}").isNotEqualTo(other);
    assertThat(send("GET", "traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01").headers())
        .satisfies(headers -> assertThat(headers.firstValue("X-Request-Id")).hasValue(TRACE));
  }

  @Test
  void theyAreMeasuredAsAllOtherRequestsAre() throws Exception {
    SwitchedOff.at(mall, "ready-answers").during(() -> send("GET"));
    send("GET");
    send("GET", "If-None-Match", "\"1\"");
    await()
        .untilAsserted(
            () ->
                assertThat(tagNames())
                    .as("one set of tags for the whole name")
                    .hasSize(1)
                    .first()
                    .asString()
                    .contains("uri"));
    assertThat(metrics())
        .containsPattern(count("200", "SUCCESS"))
        .containsPattern(count("304", "REDIRECTION"));
  }

  private static Pattern count(String status, String outcome) {
    return Pattern.compile(
        "http_server_requests_seconds_count\\{.*method=\"GET\",outcome=\"%s\",status=\"%s\",uri=\"/api/products/\\{productId}\".*} [1-9]"
            .formatted(outcome, status));
  }

  private List<List<String>> tagNames() {
    Pattern name = Pattern.compile("(\\w+)=\"");
    return metrics()
        .lines()
        .filter(line -> line.startsWith("http_server_requests_seconds_count{"))
        .map(line -> name.matcher(line).results().map(match -> match.group(1)).toList())
        .distinct()
        .collect(Collectors.toList());
  }

  private String metrics() {
    return mall.management().get("/actuator/prometheus").asString();
  }

  private static Map<String, List<String>> headersOf(HttpResponse<?> response) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(response.headers().map());
    headers.remove("Date");
    headers.remove("X-Request-Id");
    // Spring writes while it makes the answer and does not know its length beforehand.
    headers.remove("Content-Length");
    headers.remove("Transfer-Encoding");
    return headers;
  }

  private HttpResponse<byte[]> send(String method, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + mall.port() + path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
