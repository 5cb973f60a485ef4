package io.mall.app.catalog;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * The histograms of how old products and lists were in the memory of this instance, taken whenever
 * a later version of a product becomes known, by the news or by a look at the database.
 */
final class Staleness implements BiConsumer<Kept, Instant> {

  private final Map<Kept, Timer> ages = new EnumMap<>(Kept.class);

  Staleness(MeterRegistry metrics) {
    for (Kept kept : Kept.values()) {
      ages.put(
          kept,
          Timer.builder("mall.catalog.cache.staleness")
              .tag("of", kept.tag())
              .description("how long ago products had changed of which memory did not know")
              .publishPercentileHistogram()
              .minimumExpectedValue(Duration.ofMillis(1))
              .maximumExpectedValue(Duration.ofSeconds(30))
              .register(metrics));
    }
  }

  /** Something was in use here that did not know of a change of that time. */
  @Override
  public void accept(Kept kept, Instant changed) {
    Timer timer = ages.get(kept);
    if (timer != null) {
      timer.record(Duration.between(changed, Instant.now()));
    }
  }
}
