package io.mall.app.order;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.RetryOnLostConnection;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.app.outbox.Outbox;
import io.mall.app.page.Page;
import io.mall.app.replica.RecentWriters;
import io.mall.app.webhook.Webhooks;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** The orders. Each method is one transaction on the user's shard, or part of the caller's. */
@Component
@EnableConfigurationProperties(OrderProperties.class)
public class Orders {

  /** The type of event that tells that an order came to nothing: cancelled or expired. */
  public static final String CLOSED = "order.closed";

  /** What became of a checkout, as the order's shard remembers it. */
  public enum Decision {
    PLACED,
    ABORTED,
    UNDECIDED
  }

  private interface Change {
    Order apply(Order order, Instant now);
  }

  private final OrderMapper mapper;
  private final Outbox outbox;
  private final Webhooks webhooks;
  private final OrderProperties properties;
  private final OrderMetrics metrics;
  private final Transactions transactions;
  private final RecentWriters recentWriters;
  private final JsonMapper json;
  private final ObjectReader addresses;
  private final Clock clock;

  Orders(
      OrderMapper mapper,
      Outbox outbox,
      Webhooks webhooks,
      OrderProperties properties,
      OrderMetrics metrics,
      Transactions transactions,
      RecentWriters recentWriters,
      JsonMapper json,
      Clock clock) {
    this.mapper = mapper;
    this.outbox = outbox;
    this.webhooks = webhooks;
    this.properties = properties;
    this.metrics = metrics;
    this.transactions = transactions;
    this.recentWriters = recentWriters;
    this.json = json;
    // Written by another version of this application, perhaps.
    this.addresses =
        json.readerFor(ShipTo.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    this.clock = clock;
  }

  /**
   * Writes an order: the decision that its checkout happens. Refused when the abort mark was
   * faster.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Order place(NewOrder wanted) {
    Instant now = now();
    Order order = Order.placed(wanted, now, now.plus(properties.expireAfter()));
    OrderRow row = OrderRow.of(order, json.writeValueAsString(order.shipTo()));
    try {
      mapper.insert(row);
    } catch (DuplicateKeyException aborted) {
      throw new OrderProblem.CheckoutAborted().toException();
    }
    List<OrderItem> items = order.items();
    mapper.insertItems(
        row,
        IntStream.range(0, items.size()).mapToObj(i -> ItemRow.of(i + 1, items.get(i))).toList());
    tell(order);
    return order;
  }

  /** What became of a checkout so far. */
  @RetryOnLostConnection
  @Transactional(readOnly = true)
  public Decision decision(OrderNo orderNo) {
    return mapper
        .findByNo(orderNo)
        .map(row -> row.isAbortMark() ? Decision.ABORTED : Decision.PLACED)
        .orElse(Decision.UNDECIDED);
  }

  /**
   * Decides that a checkout does not happen, unless it is decided already.
   *
   * @return the decision that stands, {@code PLACED} or {@code ABORTED}
   */
  @RetryOnDeadlock
  @Transactional
  public Decision abort(OrderNo orderNo) {
    Instant now = now();
    try {
      mapper.insert(OrderRow.abortMark(orderNo, now, now.plus(properties.keepAbortMarks())));
      return Decision.ABORTED;
    } catch (DuplicateKeyException decided) {
      return decision(orderNo);
    }
  }

  /** A user's own order; another user's is as good as none. */
  @RetryOnLostConnection
  @Transactional(readOnly = true)
  public Optional<Order> find(UserId userId, OrderNo orderNo) {
    return userId.slot() == orderNo.slot()
        ? mapper.find(userId, orderNo).map(this::complete)
        : Optional.empty();
  }

  /** The same for its owner to see: on a replica that has what this client has written. */
  Optional<Order> show(UserId userId, OrderNo orderNo) {
    return userId.slot() == orderNo.slot()
        ? mapper.find(userId, orderNo).map(this::complete)
        : Optional.empty();
  }

  /** Anybody's order, for those who may see all. */
  @RetryOnLostConnection
  @Transactional(readOnly = true)
  public Optional<Order> find(OrderNo orderNo) {
    return mapper.findByNo(orderNo).filter(row -> !row.isAbortMark()).map(this::complete);
  }

  /**
   * Holds an order until the caller's transaction ends. Whatever depends on an order's status takes
   * this lock first, so that two of them never wait for each other.
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public Order lock(UserId userId, OrderNo orderNo) {
    return Optional.of(orderNo)
        .filter(number -> number.slot() == userId.slot())
        .flatMap(number -> mapper.lock(userId, number))
        .map(this::complete)
        .orElseThrow(() -> new OrderProblem.OrderAbsent(orderNo).toException());
  }

  /** Marks an order as paid that the caller has locked. */
  @Transactional(propagation = Propagation.MANDATORY)
  public Order pay(Order locked) {
    return store(locked, locked.pay(now()));
  }

  /** Cancels a user's own order; its stock and its money go back soon after. */
  @RetryOnDeadlock
  @Transactional
  public Order cancel(UserId userId, OrderNo orderNo) {
    return close(change(userId, orderNo, Order::cancel));
  }

  @RetryOnDeadlock
  @Transactional
  public Order ship(OrderNo orderNo) {
    UserId userId =
        mapper
            .findByNo(orderNo)
            .filter(row -> !row.isAbortMark())
            .map(OrderRow::userId)
            .orElseThrow(() -> new OrderProblem.OrderAbsent(orderNo).toException());
    return change(userId, orderNo, Order::ship);
  }

  @RetryOnDeadlock
  @Transactional
  public Order receive(UserId userId, OrderNo orderNo) {
    return change(userId, orderNo, Order::receive);
  }

  /** For their owner to see: on a replica that has what this client has written. */
  Page<OrderSummaryView> list(UserId userId, OrderQuery query) {
    boolean all = query.status() == null;
    return query
        .page(all ? mapper.list(userId, query) : mapper.listByStatus(userId, query))
        .map(OrderSummaryView::of);
  }

  /** Orders of a group whose time to be paid is over, oldest first. */
  List<OrderRow> due(TableGroup group) {
    return transactions.read(() -> mapper.findDue(group, clock.instant(), properties.batch()));
  }

  /**
   * Gives up an order that was not paid in time; its stock goes back soon after. Part of the
   * caller's transaction. One that somebody is just changing is left alone: it may be paid.
   */
  boolean expireUnlessHeld(OrderRow due) {
    return mapper
        .lockUnlessHeld(due.userId(), due.orderNo())
        .map(this::complete)
        .map(order -> close(store(order, order.expire(now()))))
        .isPresent();
  }

  /** Deletes marks that no checkout can run into any more. */
  int forgetAbortMarks(TableGroup group) {
    return mapper.deleteAbortMarks(group, clock.instant(), properties.batch());
  }

  private Order change(UserId userId, OrderNo orderNo, Change change) {
    Order order = lock(userId, orderNo);
    return store(order, change.apply(order, now()));
  }

  private Order store(Order before, Order after) {
    if (mapper.move(after, before.status()) != 1) {
      throw new IllegalStateException("order " + before.orderNo() + " changed under its lock");
    }
    tell(after);
    recentWriters.wroteFor(after.userId());
    return after;
  }

  private void tell(Order order) {
    metrics.countAfterCommit(order);
    OrderNews news = OrderNews.of(order);
    webhooks.tell(order.userId(), order.orderNo(), news.topic(), news);
  }

  private Order close(Order closed) {
    outbox.append(
        closed.userId(), closed.orderNo(), CLOSED, "{\"status\":\"" + closed.status() + "\"}");
    return closed;
  }

  private Order complete(OrderRow row) {
    return row.toOrder(
        mapper.items(row.userId(), row.orderNo()), addresses.readValue(row.shipTo()));
  }

  /** As precise as it is stored, so that what is answered now and read later is the same. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
