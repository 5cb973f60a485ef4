package io.mall.app.replica;

import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.replica.Choice;
import io.mall.sharding.replica.ReplicaMonitor;
import io.mall.sharding.replica.ReplicaState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;

/** How replicas are, and where reads went and why. */
@Component
class ReplicaMetrics implements MeterBinder {

  private final ReplicaMonitor replicas;

  ReplicaMetrics(ShardedDataSource shards) {
    this.replicas = shards.replicas();
  }

  @Override
  public void bindTo(MeterRegistry metrics) {
    for (ReplicaState each : replicas.states()) {
      String name = each.replica();
      TimeGauge.builder("mall.replica.lag", () -> lagSeconds(name), TimeUnit.SECONDS)
          .description("How far behind its primary at most; NaN while it is not known")
          .tags("source", each.dataSource(), "replica", name)
          .register(metrics);
      Gauge.builder("mall.replica.usable", () -> isUsable(name) ? 1 : 0)
          .description("1 while reads go to it")
          .tags("source", each.dataSource(), "replica", name)
          .register(metrics);
    }
    for (String source : replicas.dataSources()) {
      for (Choice why : Choice.values()) {
        String choice = why.name().toLowerCase(Locale.ROOT).replace('_', '-');
        FunctionCounter.builder("mall.replica.reads", replicas, it -> it.reads(source, why))
            .description("Reads outside of transactions by where they were sent")
            .tags("source", source, "choice", choice)
            .register(metrics);
      }
    }
  }

  private double lagSeconds(String replica) {
    return replicas
        .state(replica)
        .flatMap(ReplicaState::lag)
        .map(Duration::toNanos)
        .map(nanos -> nanos / 1e9)
        .orElse(Double.NaN);
  }

  private boolean isUsable(String replica) {
    return replicas.state(replica).map(ReplicaState::usable).orElse(false);
  }
}
