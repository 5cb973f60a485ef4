package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.KeyValuePair;

@MallTest
class LogTest {

  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

  private final Mall mall;

  LogTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void aRequestLeavesOneLineWithItsTraceAndNothingOfThePerson() {
    Shopper shopper = mall.newShopper();
    ILoggingEvent line =
        lineOf(
            () ->
                shopper
                    .request()
                    .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                    .queryParam("secret", "hidden")
                    .body(Map.of("displayName", "Zoë"))
                    .delete("/api/users/me/addresses/4711")
                    .then()
                    .statusCode(404));
    assertThat(factsOf(line))
        .containsEntry("route", "/api/users/me/addresses/{addressId}")
        .containsEntry("method", "DELETE")
        .containsEntry("status", "404");
    assertThat(factsOf(line).toString()).doesNotContain("4711").doesNotContain("hidden");
  }

  @Test
  void anAnswerThatIsReadyLeavesTheSameLine() {
    String path = "/api/products/" + mall.shelf().newProduct(1).text();
    mall.anonymous().get(path).then().statusCode(200);
    double before = ready();
    Map<String, Integer> wanted = Map.of("\"0\"", 200, "\"1\"", 304);
    wanted.forEach(
        (known, status) -> {
          ILoggingEvent line =
              lineOf(
                  () ->
                      mall.newShopper()
                          .request()
                          .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
                          .header("If-None-Match", known)
                          .get(path)
                          .then()
                          .statusCode(status)
                          .header("X-Request-Id", equalTo(TRACE)));
          assertThat(factsOf(line))
              .containsEntry("route", "/api/products/{productId}")
              .containsEntry("method", "GET")
              .containsEntry("status", Integer.toString(status));
        });
    assertThat(ready() - before).as("answers that were ready").isEqualTo(2);
  }

  /** The only line that some work leaves under the trace of this test. */
  private static ILoggingEvent lineOf(Runnable work) {
    Logger logger = (Logger) LoggerFactory.getLogger(RequestFilter.class);
    Lines lines = new Lines();
    Level before = logger.getLevel();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    try {
      work.run();
      // The line is written when the answer is out.
      await().atMost(Duration.ofSeconds(5)).until(() -> !linesOf(lines).isEmpty());
    } finally {
      logger.setLevel(before);
      logger.detachAppender(lines);
    }
    List<ILoggingEvent> mine = linesOf(lines);
    assertThat(mine).hasSize(1);
    assertThat(mine.getFirst().getFormattedMessage()).isEqualTo("request answered");
    return mine.getFirst();
  }

  /** What a line says, all of which there is in every line. */
  private static Map<String, String> factsOf(ILoggingEvent line) {
    List<KeyValuePair> facts = line.getKeyValuePairs();
    assertThat(facts)
        .extracting(fact -> fact.key)
        .containsExactly("method", "route", "status", "micros");
    return facts.stream()
        .collect(Collectors.toMap(fact -> fact.key, fact -> String.valueOf(fact.value)));
  }

  private double ready() {
    return mall.metric("mall_answers_ready_total{");
  }

  private static List<ILoggingEvent> linesOf(Lines lines) {
    return lines.events.stream()
        .filter(line -> TRACE.equals(line.getMDCPropertyMap().get("traceId")))
        .toList();
  }

  /** Keeps lines with the context they were written in. */
  private static final class Lines extends AppenderBase<ILoggingEvent> {
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    @Override
    protected void append(ILoggingEvent line) {
      line.prepareForDeferredProcessing();
      events.add(line);
    }
  }
}
