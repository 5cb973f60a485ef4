package io.mall.app.web;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MallTest
class RequestTest {

  private final Mall mall;
  private final Shopper shopper;

  RequestTest(Mall mall) {
    this.mall = mall;
    this.shopper = mall.newShopper();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "nonsense",
        "{\"username\":\"a\",\"username\":\"b\"}",
        "{\"username\":\"abc\",\"password\":\"12345678\"} x",
        "{\"username\":\"abc\",\"password\":\"12345678\"}{}",
        "{'username':'abc'}",
        "{\"username\":NaN}",
      })
  void whatIsNotJsonIsRefused(String body) {
    mall.anonymous()
        .body(body)
        .post("/api/users")
        .then()
        .spec(refused(400, "request/malformed-json"));
  }

  @Test
  void numbersAndNamesHaveLimits() {
    String number = "{\"username\":" + "9".repeat(100) + "}";
    String name = "{\"" + "x".repeat(1_000) + "\":1}";
    for (String body : new String[] {number, name}) {
      mall.anonymous()
          .body(body)
          .post("/api/users")
          .then()
          .spec(refused(400, "request/malformed-json"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "7", "\"text\"", "true"})
  void aBodyOfAnotherShapeIsRefused(String body) {
    mall.anonymous().body(body).post("/api/users").then().spec(refused(400, "request/wrong-type"));
  }

  @Test
  void noBodyOrANullIsMissing() {
    mall.anonymous().post("/api/users").then().spec(refused(400, "request/missing-body"));
    mall.anonymous()
        .body("null")
        .post("/api/users")
        .then()
        .spec(refused(400, "request/missing-body"));
  }

  @ParameterizedTest
  @CsvSource({"username, 7", "username, true", "username, 1.5", "username, {}", "password, []"})
  void aValueOfAnotherTypeIsRefused(String field, String value) {
    mall.anonymous()
        .body("{\"" + field + "\":" + value + "}")
        .post("/api/users")
        .then()
        .spec(refused(400, "request/wrong-type", field));
  }

  @Test
  void everyFieldAtFaultIsNamed() {
    mall.anonymous()
        .body("{}")
        .post("/api/users")
        .then()
        .spec(refused(400, "request/invalid-fields", "username"))
        .spec(refused(400, "request/invalid-fields", "password"));
  }

  @Test
  void anUnknownFieldIsRefused() {
    mall.anonymous()
        .body("{\"username\":\"abc\",\"password\":\"12345678\",\"admin\":true}")
        .post("/api/users")
        .then()
        .spec(refused(400, "request/unknown-field", "admin"));
  }

  @Test
  void pathsMethodsAndMediaTypesAreChecked() {
    shopper.request().get("/api/nothing").then().spec(refused(404, "request/unknown-path"));
    mall.anonymous().get("/nothing").then().spec(refused(404, "request/unknown-path"));
    shopper
        .request()
        .delete("/api/users/me")
        .then()
        .spec(refused(405, "request/method-not-allowed"))
        .header("Allow", containsString("PATCH"));
    shopper
        .request()
        .accept("image/png")
        .get("/api/users/me")
        .then()
        .spec(refused(406, "request/not-acceptable"));
    mall.anonymous()
        .contentType("text/plain")
        .body("x")
        .post("/api/users")
        .then()
        .spec(refused(415, "request/unsupported-media-type"))
        .header("Accept", containsString("application/json"));
    mall.anonymous()
        .contentType("no media type")
        .body(new byte[] {'x'})
        .post("/api/users")
        .then()
        .spec(refused(415, "request/unsupported-media-type"));
  }

  @Test
  void jsonIsAllThatIsReadAndWritten() {
    for (String path : List.of("/api/categories", "/api/products", "/api/users/me")) {
      shopper
          .request()
          .accept("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8")
          .get(path)
          .then()
          .statusCode(200)
          .contentType("application/json");
      for (String other : List.of("application/xml", "text/xml", "application/yaml")) {
        shopper
            .request()
            .accept(other)
            .get(path)
            .then()
            .spec(refused(406, "request/not-acceptable"));
      }
    }
    for (String other : List.of("application/xml", "text/xml", "application/yaml")) {
      mall.anonymous()
          .contentType(other)
          .body(
              "<Credentials><username>x</username></Credentials>".getBytes(StandardCharsets.UTF_8))
          .post("/api/users")
          .then()
          .spec(refused(415, "request/unsupported-media-type"));
    }
  }

  @Test
  void aBodyBeyondTheLimitIsRefusedWhetherItsLengthIsToldOrNot() throws Exception {
    byte[] large =
        ("{\"username\":\"" + "x".repeat(300_000) + "\"}").getBytes(StandardCharsets.UTF_8);
    mall.anonymous()
        .body(large)
        .post("/api/users")
        .then()
        .spec(refused(413, "request/body-too-large"));
    HttpRequest chunked =
        HttpRequest.newBuilder(uri("/api/users"))
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.fromPublisher(
                    HttpRequest.BodyPublishers.ofByteArray(large)))
            .build();
    try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
      HttpResponse<String> response = client.send(chunked, BodyHandlers.ofString());
      assertThat(response.statusCode()).isEqualTo(413);
      assertThat(response.body()).contains("request/body-too-large");
    }
  }

  @Test
  void aTraceIsTakenOverAndAnswered() {
    shopper
        .request()
        .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        .delete("/api/users/me/addresses/x")
        .then()
        .header("X-Request-Id", equalTo("4bf92f3577b34da6a3ce929d0e0e4736"))
        .body("traceId", equalTo("4bf92f3577b34da6a3ce929d0e0e4736"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/users/%2e%2e/me", "/api//users", "/api/users;x=1", "/api/%00"})
  void aPathThatTriesTricksIsRefused(String path) throws Exception {
    HttpResponse<String> response = raw(path);
    assertThat(response.statusCode()).isBetween(400, 404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @Test
  void aRequestThatTheServerItselfCannotReadIsAnsweredWithAProblem() throws IOException {
    for (String request :
        new String[] {
          "GET /api/\u0001 HTTP/1.1\r\nHost: x\r\n\r\n",
          "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(20_000) + "\r\n\r\n",
          "GET /api/%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
        }) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), mall.port())) {
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        String response =
            new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(response).startsWith("HTTP/1.1 4").contains("application/problem+json");
        assertThat(response).doesNotContainIgnoringCase("tomcat").doesNotContain("<html");
      }
    }
  }

  @Test
  void http2IsSpokenInTheClear() throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_2).build()) {
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(uri("/api/nothing")).build(), BodyHandlers.ofString());
      assertThat(response.version()).isEqualTo(Version.HTTP_2);
    }
  }

  @Test
  void largeAnswersAreCompressedForThoseWhoAsk() throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<byte[]> response =
          client.send(
              HttpRequest.newBuilder(uri("/v3/api-docs")).header("Accept-Encoding", "gzip").build(),
              BodyHandlers.ofByteArray());
      assertThat(response.headers().firstValue("Content-Encoding")).hasValue("gzip");
    }
  }

  @Test
  void theDocumentIsOpenApi31AndThePageShowsIt() {
    mall.anonymous()
        .get("/v3/api-docs")
        .then()
        .statusCode(200)
        .body("openapi", containsString("3.1"))
        .body("paths.'/api/users/me'.get.parameters", equalTo(null))
        .body(
            "paths.'/api/users'.post.responses.default.content", hasKey("application/problem+json"))
        .body("components.schemas.UserView.properties.userId.type", equalTo("string"));
    mall.anonymous()
        .get("/swagger-ui/index.html")
        .then()
        .statusCode(200)
        .body(containsString("swagger-ui"));
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + mall.port() + path);
  }

  private HttpResponse<String> raw(String path) throws Exception {
    try (HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
      return client.send(
          HttpRequest.newBuilder(uri(path))
              .header("Authorization", "Bearer " + shopper.token())
              .build(),
          BodyHandlers.ofString());
    }
  }
}
