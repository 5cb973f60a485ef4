package io.mall.app.catalog;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/**
 * The histogram of how old products were in the memory of this instance, taken whenever a later
 * version becomes known, by the news or by a look at the database.
 */
final class Staleness implements Consumer<Instant> {

  private final Timer ages;

  Staleness(MeterRegistry metrics) {
    this.ages =
        Timer.builder("mall.catalog.cache.staleness")
            .description("how long ago products had changed that were still old in memory")
            .publishPercentileHistogram()
            .minimumExpectedValue(Duration.ofMillis(1))
            .maximumExpectedValue(Duration.ofSeconds(30))
            .register(metrics);
  }

  /** A product that had changed at some time was still old here. */
  @Override
  public void accept(Instant changed) {
    ages.record(Duration.between(changed, Instant.now()));
  }
}
