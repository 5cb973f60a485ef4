package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
    Logger logger = (Logger) LoggerFactory.getLogger(RequestFilter.class);
    Lines lines = new Lines();
    Level before = logger.getLevel();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
    try {
      shopper
          .request()
          .header("traceparent", "00-" + TRACE + "-00f067aa0ba902b7-01")
          .queryParam("secret", "hidden")
          .body(Map.of("displayName", "Zoë"))
          .delete("/api/users/me/addresses/4711")
          .then()
          .statusCode(404);
      // The line is written when the answer is out.
      await().atMost(Duration.ofSeconds(5)).until(() -> !linesOf(lines).isEmpty());
    } finally {
      logger.setLevel(before);
      logger.detachAppender(lines);
    }
    List<ILoggingEvent> mine = linesOf(lines);
    assertThat(mine).hasSize(1);
    assertThat(mine.getFirst().getFormattedMessage()).isEqualTo("request answered");
    List<KeyValuePair> facts = mine.getFirst().getKeyValuePairs();
    assertThat(facts)
        .extracting(fact -> fact.key)
        .containsExactly("method", "route", "status", "micros");
    assertThat(facts.toString())
        .contains("/api/users/me/addresses/{addressId}")
        .doesNotContain("4711")
        .doesNotContain("hidden");
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
