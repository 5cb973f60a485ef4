package io.mall.app.idempotency;

import io.mall.app.data.Transactions;
import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Forgets answers that are older than they are kept; doing so twice does no harm. */
@Component
@EnableConfigurationProperties(IdempotencyProperties.class)
class IdempotencySweep implements Sweep {

  private final IdempotencyMapper mapper;
  private final Transactions transactions;
  private final IdempotencyProperties properties;
  private final Clock clock;

  IdempotencySweep(
      IdempotencyMapper mapper,
      Transactions transactions,
      IdempotencyProperties properties,
      Clock clock) {
    this.mapper = mapper;
    this.transactions = transactions;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "idempotency.forget";
  }

  @Override
  public Duration pause() {
    return properties.sweep();
  }

  @Override
  public boolean alone() {
    return false;
  }

  @Override
  public boolean sweep(TableGroup group) {
    Instant before = clock.instant().minus(properties.keep());
    int batch = properties.batch();
    int forgotten = transactions.write(() -> mapper.deleteOlder(group, before, batch));
    boolean more = forgotten == batch;
    return isFirst(group) ? inCatalog(before, batch) || more : more;
  }

  /** The catalog has no groups: it is visited with the first. */
  private static boolean isFirst(TableGroup group) {
    return group.number() == 0;
  }

  private boolean inCatalog(Instant before, int batch) {
    return transactions.write(() -> mapper.deleteOlderInCatalog(before, batch)) == batch;
  }
}
