package io.mall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.support.ApiDocument;
import io.mall.app.support.ApiDocument.Operation;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Walks every operation of the API document with generated bad input: whatever comes, the answer is
 * a success or a complete problem of the closed list, never a failure.
 */
@MallTest
class BadInputTest {

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "abc",
          "0",
          "-1",
          "1.5",
          "1e9",
          "9223372036854775807",
          "9223372036854775808",
          "123456789",
          "'; DROP TABLE users; --",
          "😀",
          "\u0000",
          "\u202e",
          "x".repeat(500),
          "../..",
          "null",
          "true");

  private static final List<String> VALUES =
      List.of(
          "null",
          "-1",
          "0",
          "1.5",
          "1e400",
          "9223372036854775807",
          "9223372036854775808",
          "\"\"",
          "\" \"",
          "\"abc\"",
          "\"-1\"",
          "\"0\"",
          "\"😀\"",
          "\"\\ud800\"",
          "\"\\u0000\"",
          "\"" + "x".repeat(70_000) + "\"",
          "true",
          "[]",
          "{}",
          "[null]",
          "[[]]",
          "[{}]",
          "{\"a\":1}",
          "[" + "1,".repeat(2_000) + "1]");

  private static final List<String> BODIES =
      List.of(
          "",
          "null",
          "{",
          "[]",
          "7",
          "\"x\"",
          "{}",
          "{\"unknown\":1}",
          "\u0000",
          "{\"a\":1}{",
          "[".repeat(200) + "]".repeat(200),
          "{\"a\":\"\\ud800\"}");

  private final Mall mall;
  private final ApiDocument document;
  private final Set<String> codes;
  private final List<String> findings = new ArrayList<>();
  private int requests;

  BadInputTest(Mall mall) throws IOException {
    this.mall = mall;
    this.document = ApiDocument.of(mall);
    this.codes =
        Files.readAllLines(
                Path.of(System.getProperty("mall.home", ".."))
                    .resolve("mall-app/src/main/resources/problem-codes.txt"))
            .stream()
            .map(line -> line.substring(0, line.indexOf(' ')))
            .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void whateverComesIsAnsweredWithASuccessOrAProblem() {
    List<Operation> operations = document.operations();
    assertThat(operations).hasSizeGreaterThan(8);
    operations.forEach(this::walk);
    assertThat(findings).as("%d requests to %d operations", requests, operations.size()).isEmpty();
    assertThat(requests).isGreaterThan(operations.size() * 20);
  }

  private void walk(Operation operation) {
    Shopper shopper = mall.newShopper();
    List<Attempt> attempts = new ArrayList<>();
    for (String name : operation.parameters("path")) {
      TEXTS.stream()
          .filter(text -> !text.isEmpty())
          .forEach(text -> attempts.add(Attempt.path(name, text)));
    }
    for (String name : operation.parameters("query")) {
      TEXTS.forEach(text -> attempts.add(Attempt.query(name, text)));
    }
    for (String name : operation.parameters("header")) {
      TEXTS.stream()
          .filter(BadInputTest::fitsAHeader)
          .forEach(text -> attempts.add(Attempt.header(name, text)));
    }
    if (operation.hasBody()) {
      BODIES.forEach(body -> attempts.add(Attempt.body(body)));
      for (String body : document.mutations(operation, VALUES)) {
        attempts.add(Attempt.body(body));
      }
    }
    attempts.add(Attempt.nothing());
    for (Attempt attempt : attempts) {
      // A log-out would end the walk, so each attempt of that operation logs in again.
      Shopper caller =
          operation.path().startsWith("/api/sessions/") ? shopper.logInAgain() : shopper;
      send(operation, attempt, caller.request());
      send(operation, attempt, mall.admin());
    }
  }

  private static boolean fitsAHeader(String text) {
    return text.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private void send(Operation operation, Attempt attempt, RequestSpecification request) {
    requests++;
    operation.parameters("path").forEach(name -> request.pathParam(name, "123456789"));
    operation.parameters("header").forEach(name -> request.header(name, "\"1\""));
    attempt.path().forEach(request::pathParam);
    attempt.query().forEach(request::queryParam);
    attempt.header().forEach((name, value) -> request.header(name, value));
    String body =
        attempt.body() == null && operation.hasBody()
            ? document.example(operation)
            : attempt.body();
    if (body != null) {
      request.body(body.getBytes(StandardCharsets.UTF_8));
    }
    Response response = request.request(operation.method(), operation.path());
    String finding = judge(operation, response);
    if (!finding.isEmpty()) {
      findings.add(operation + " " + attempt + ": " + finding);
    }
  }

  private String judge(Operation operation, Response response) {
    String shown = response.statusCode() + " " + response.asString();
    if (response.statusCode() < 400) {
      return operation.answers(response.statusCode()) ? "" : "undocumented " + shown;
    }
    if (response.statusCode() >= 500) {
      return shown;
    }
    if (!"application/problem+json".equals(response.contentType())) {
      return shown + " of type " + response.contentType();
    }
    JsonNode problem = JsonMapper.shared().readTree(response.asByteArray());
    boolean complete =
        codes.contains(problem.path("code").asString(""))
            && problem.path("status").asInt(0) == response.statusCode()
            && !problem.path("title").asString("").isEmpty()
            && !problem.path("detail").asString("").isEmpty()
            && problem.path("traceId").asString("").length() == 32;
    return complete ? "" : shown;
  }

  /** One deviation from a plain request. */
  private record Attempt(
      Map<String, String> path,
      Map<String, String> query,
      Map<String, String> header,
      @Nullable String body) {

    static Attempt nothing() {
      return new Attempt(Map.of(), Map.of(), Map.of(), null);
    }

    static Attempt path(String name, String value) {
      return new Attempt(Map.of(name, value), Map.of(), Map.of(), null);
    }

    static Attempt query(String name, String value) {
      return new Attempt(Map.of(), Map.of(name, value), Map.of(), null);
    }

    static Attempt header(String name, String value) {
      return new Attempt(Map.of(), Map.of(), Map.of(name, value), null);
    }

    static Attempt body(String body) {
      return new Attempt(Map.of(), Map.of(), Map.of(), body);
    }

    @Override
    public String toString() {
      String all = "path" + path + " query" + query + " header" + header + " body " + body;
      return all.length() <= 300 ? all : all.substring(0, 300) + "…";
    }
  }
}
