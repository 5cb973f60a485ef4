package io.mall.app.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What a logger writes, from INFO on, until this is closed. */
public final class LogLines implements AutoCloseable {

  private final Logger logger;
  private final @Nullable Level before;
  private final Lines lines = new Lines();

  private LogLines(Logger logger) {
    this.logger = logger;
    this.before = logger.getLevel();
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.INFO);
  }

  /** Listens to a logger from now on. */
  public static LogLines of(String logger) {
    return new LogLines((Logger) LoggerFactory.getLogger(logger));
  }

  /** The only such line since the last one that was taken; waits for it. */
  public ILoggingEvent takeOne(Predicate<ILoggingEvent> wanted) {
    await().atMost(Duration.ofSeconds(10)).until(() -> lines.events.stream().anyMatch(wanted));
    List<ILoggingEvent> mine = lines.events.stream().filter(wanted).toList();
    assertThat(mine).hasSize(1);
    lines.events.removeAll(mine);
    return mine.getFirst();
  }

  /** The key-values of a line. */
  public static Map<String, String> facts(ILoggingEvent line) {
    return line.getKeyValuePairs().stream()
        .collect(Collectors.toMap(fact -> fact.key, fact -> String.valueOf(fact.value)));
  }

  @Override
  public void close() {
    logger.setLevel(before);
    logger.detachAppender(lines);
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
