package io.mall.app.outbox;

import io.mall.app.data.Transactions;
import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.TableGroup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Counts the events that keep failing, for the metric {@code mall.outbox.stuck}. */
@Component
class OutboxWatch implements Sweep {

  private static final Duration PAUSE = Duration.ofSeconds(30);

  private final OutboxMapper mapper;
  private final Transactions transactions;
  private final OutboxProperties properties;
  private final AtomicIntegerArray stuck = new AtomicIntegerArray(TableGroup.COUNT);

  OutboxWatch(
      OutboxMapper mapper,
      Transactions transactions,
      OutboxProperties properties,
      MeterRegistry meters) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.properties = properties;
    meters.gauge("mall.outbox.stuck", stuck, OutboxWatch::sum);
  }

  @Override
  public String name() {
    return "outbox.watch";
  }

  @Override
  public Duration pause() {
    return PAUSE;
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public boolean sweep(TableGroup group) {
    int count = transactions.read(() -> mapper.countStuck(group, properties.stuckAfter()));
    stuck.set(group.number(), count);
    return false;
  }

  private static double sum(AtomicIntegerArray counts) {
    return IntStream.range(0, counts.length()).map(counts::get).sum();
  }
}
