package io.mall.app.stock;

import io.mall.app.data.Transactions;
import io.mall.app.stock.StockReconciler.Page;
import io.mall.app.sweep.Sweep;
import io.mall.sharding.slot.TableGroup;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * The reconciler at work: for ever, a page of each table group at a time, on one instance. What it
 * finds it names; it corrects nothing, since whoever corrects hides the cause. It writes nothing
 * either, so an instance that was stopped past its lease does no harm: it tells what it saw.
 */
@Component
@EnableConfigurationProperties(StockProperties.class)
class StockAudit implements Sweep {

  private static final Logger log = LoggerFactory.getLogger(StockAudit.class);
  private static final int ORDERS = 20;

  private final StockReconciler reconciler;
  private final ReconcilerMapper mapper;
  private final Transactions transactions;
  private final StockProperties properties;
  private final Clock clock;
  private final Counter audited;
  private final List<GroupAudit> groups =
      Stream.generate(GroupAudit::new).limit(TableGroup.COUNT).toList();

  StockAudit(
      StockReconciler reconciler,
      ReconcilerMapper mapper,
      Transactions transactions,
      StockProperties properties,
      Clock clock,
      MeterRegistry meters) {
    this.reconciler = reconciler;
    this.mapper = mapper;
    this.transactions = transactions;
    this.properties = properties;
    this.clock = clock;
    this.audited =
        Counter.builder("mall.stock.audited")
            .description("Products whose stock was compared with its ledger")
            .register(meters);
    Gauge.builder("mall.stock.accuracy", this, StockAudit::accuracy)
        .description("Share of the products whose stock is what its ledger adds up to")
        .register(meters);
    Gauge.builder("mall.stock.deviations", this, audit -> audit.deviations().size())
        .description("Products whose stock and ledger disagree")
        .register(meters);
  }

  @Override
  public String name() {
    return "stock.audit";
  }

  @Override
  public Duration pause() {
    return properties.auditPause();
  }

  @Override
  public boolean alone() {
    return true;
  }

  @Override
  public boolean sweep(TableGroup group) {
    GroupAudit audit = groups.get(group.number());
    Page page = reconciler.page(group, audit.position(), properties.auditPage());
    for (StockMismatch mismatch : page.mismatches()) {
      if (!audit.knows(mismatch)) {
        Deviation deviation = describe(mismatch);
        audit.add(mismatch.productId(), deviation);
        tell(deviation);
      }
    }
    audit.visited(page);
    audited.increment(page.products());
    return false;
  }

  /** What this instance has found and not seen repaired. */
  List<Deviation> deviations() {
    return groups.stream().flatMap(audit -> audit.deviations().stream()).toList();
  }

  /** How many products the last whole passes of this instance compared. */
  int products() {
    return groups.stream().mapToInt(GroupAudit::products).sum();
  }

  /** 1 when all agree; NaN as long as this instance has compared none. */
  double accuracy() {
    int products = products();
    return products == 0 ? Double.NaN : Math.max(0, 1 - (double) deviations().size() / products);
  }

  private Deviation describe(StockMismatch mismatch) {
    List<Deviation.Trace> traces =
        transactions.read(() -> mapper.lastChanged(mismatch.productId(), ORDERS));
    return new Deviation(
        mismatch.productId().text(),
        mismatch.reason(),
        clock.instant(),
        traces.stream().map(Deviation.OfOrder::of).toList());
  }

  private static void tell(Deviation deviation) {
    log.atError()
        .addKeyValue("product", deviation.productId())
        .addKeyValue("reason", deviation.reason())
        .addKeyValue(
            "orders",
            deviation.orders().stream()
                .map(each -> each.orderNo() + " " + each.state() + " " + each.quantity())
                .collect(Collectors.joining(", ")))
        .log("stock and ledger disagree");
  }
}
