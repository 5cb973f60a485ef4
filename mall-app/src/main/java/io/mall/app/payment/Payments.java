package io.mall.app.payment;

import io.mall.app.data.RetryOnDeadlock;
import io.mall.app.data.RetryOnLostConnection;
import io.mall.app.data.Transactions;
import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.idempotency.Intent;
import io.mall.app.idempotency.LostRaceException;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.UserId;
import io.mall.app.order.Order;
import io.mall.app.order.Orders;
import io.mall.app.outbox.Outbox;
import io.mall.app.webhook.Webhooks;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * The payments. Each method is one transaction on the user's shard; it holds the order's row before
 * it looks at any payment of the order.
 */
@Component
class Payments {

  private static final String START = "payment.start";

  private final PaymentMapper mapper;
  private final Orders orders;
  private final Outbox outbox;
  private final Webhooks webhooks;
  private final Idempotency idempotency;
  private final PaymentMetrics metrics;
  private final PaymentProperties properties;
  private final Transactions transactions;
  private final Ids ids;
  private final JsonMapper json;
  private final Clock clock;

  Payments(
      PaymentMapper mapper,
      Orders orders,
      Outbox outbox,
      Webhooks webhooks,
      Idempotency idempotency,
      PaymentMetrics metrics,
      PaymentProperties properties,
      Transactions transactions,
      Ids ids,
      JsonMapper json,
      Clock clock) {
    this.mapper = mapper;
    this.orders = orders;
    this.outbox = outbox;
    this.webhooks = webhooks;
    this.idempotency = idempotency;
    this.metrics = metrics;
    this.properties = properties;
    this.transactions = transactions;
    this.ids = ids;
    this.json = json;
    this.clock = clock;
  }

  /** Starts a payment, or repeats the answer to a start with the same key. */
  @RetryOnLostConnection
  Answer start(UserId userId, PaymentRequest request, IdempotencyKey key) {
    Intent intent = idempotency.intent(userId, key, START, request);
    return idempotency.underWay(intent, () -> startOrFind(intent, request));
  }

  private Answer startOrFind(Intent intent, PaymentRequest request) {
    try {
      return transactions.write(() -> start(intent, request));
    } catch (LostRaceException faster) {
      return transactions.read(() -> idempotency.find(intent)).orElseThrow();
    }
  }

  private Answer start(Intent intent, PaymentRequest request) {
    Order order = orders.lock(intent.userId(), request.orderNo());
    Optional<Answer> before = idempotency.find(intent);
    if (before.isPresent()) {
      return before.get();
    }
    Instant now = now();
    order.checkPayable(now);
    checkFree(order, now);
    PaymentNo paymentNo = new PaymentNo(ids.next(Slot.ofId(intent.userId().value())));
    Payment payment = Payment.started(paymentNo, order, request.method(), now);
    mapper.insert(PaymentRow.of(payment));
    append(payment, PaymentEvent.STARTED);
    tell(payment);
    return idempotency.record(intent, 201, "/api/payments/" + paymentNo, PaymentView.of(payment));
  }

  private void checkFree(Order order, Instant now) {
    List<PaymentRow> attempts = mapper.allOf(order.userId(), order.orderNo());
    Instant recent = now.minus(properties.patience());
    for (PaymentRow attempt : attempts) {
      if (attempt.status() == Payment.Status.STARTED && attempt.createdAt().isAfter(recent)) {
        throw new PaymentProblem.AlreadyStarted(attempt.paymentNo()).toException();
      }
    }
    if (attempts.size() >= properties.maxAttempts()) {
      throw new PaymentProblem.TooManyAttempts(properties.maxAttempts()).toException();
    }
  }

  Optional<Payment> find(PaymentNo paymentNo) {
    return transactions.read(() -> mapper.find(paymentNo)).map(PaymentRow::toPayment);
  }

  /**
   * Takes note of what the provider tells, the first time and every further time. Money that comes
   * for an order which does not wait for it goes back.
   */
  @RetryOnLostConnection
  Payment told(Callback callback) {
    Payment known =
        find(callback.paymentNo())
            .orElseThrow(
                () -> new PaymentProblem.PaymentAbsent(callback.paymentNo()).toException());
    return transactions.write(() -> told(callback, known));
  }

  private Payment told(Callback callback, Payment known) {
    if (!known.amount().equals(callback.amount())) {
      throw new PaymentProblem.AmountMismatch(callback.paymentNo()).toException();
    }
    Order order = orders.lock(known.userId(), known.orderNo());
    Payment before = mapper.find(known.paymentNo()).orElseThrow().toPayment();
    Payment after =
        switch (callback.outcome()) {
          case SUCCEEDED -> before.succeed(callback.reference(), now());
          case FAILED -> before.fail(callback.reference(), now());
        };
    if (store(before, after) && after.status() == Payment.Status.SUCCEEDED) {
      if (order.status() == Order.Status.PLACED) {
        orders.pay(order);
      } else {
        append(after, PaymentEvent.UNWANTED);
      }
    }
    return after;
  }

  /** Payments of a group that were started too long ago, oldest first. */
  List<Payment> overdue(TableGroup group, int limit) {
    Instant before = now().minus(properties.patience());
    return transactions.read(() -> mapper.findOverdue(group, before, limit)).stream()
        .map(PaymentRow::toPayment)
        .toList();
  }

  /** Gives up a payment unless it was heard of meanwhile; part of the caller's transaction. */
  boolean timeOut(Payment overdue) {
    orders.lock(overdue.userId(), overdue.orderNo());
    Payment before = mapper.find(overdue.paymentNo()).orElseThrow().toPayment();
    store(before, before.fail(before.providerRef(), now()));
    return true;
  }

  /** The payments of an order that hold money. */
  List<Payment> succeeded(UserId userId, OrderNo orderNo) {
    return transactions.read(() -> mapper.allOf(userId, orderNo)).stream()
        .map(PaymentRow::toPayment)
        .filter(payment -> payment.status() == Payment.Status.SUCCEEDED)
        .toList();
  }

  /** Takes note that the money has gone back, the first time and every further time. */
  @RetryOnDeadlock
  void refunded(Payment payment) {
    transactions.write(
        () -> {
          orders.lock(payment.userId(), payment.orderNo());
          Payment before = mapper.find(payment.paymentNo()).orElseThrow().toPayment();
          return store(before, before.refund(now()));
        });
  }

  /** Whether there was anything to store. */
  private boolean store(Payment before, Payment after) {
    if (after.equals(before)) {
      return false;
    }
    if (mapper.move(PaymentRow.of(after), before.status()) != 1) {
      throw new IllegalStateException("payment " + before.paymentNo() + " changed under its lock");
    }
    tell(after);
    return true;
  }

  private void tell(Payment payment) {
    metrics.countAfterCommit(payment);
    PaymentNews news = PaymentNews.of(payment);
    webhooks.tell(payment.userId(), payment.orderNo(), news.topic(), news);
  }

  private void append(Payment payment, String type) {
    String payload = json.writeValueAsString(new PaymentEvent(payment.paymentNo()));
    outbox.append(payment.userId(), payment.orderNo(), type, payload);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
