package io.mall.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.order.Order.Status;
import io.mall.app.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The life cycle: what follows what, and why the rest does not. */
class OrderTest {

  private static final Instant PLACED_AT = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant EXPIRES_AT = PLACED_AT.plus(Duration.ofMinutes(30));
  private static final Instant LATER = EXPIRES_AT.plusSeconds(1);

  interface Change extends BiFunction<Order, Instant, Order> {}

  /** A row for each change; a column for each status in the order of the enum. */
  static Stream<Arguments> changes() {
    return Stream.of(
        change(
            "pay",
            Order::pay,
            "PAID",
            "order/already-paid",
            "order/already-paid",
            "order/already-paid",
            "order/cancelled",
            "order/expired"),
        change(
            "cancel",
            Order::cancel,
            "CANCELLED",
            "CANCELLED",
            "order/already-shipped",
            "order/already-received",
            "order/cancelled",
            "order/expired"),
        change(
            "expire",
            Order::expire,
            "EXPIRED",
            "order/already-paid",
            "order/already-paid",
            "order/already-paid",
            "order/cancelled",
            "order/expired"),
        change(
            "ship",
            Order::ship,
            "order/not-paid",
            "SHIPPED",
            "order/already-shipped",
            "order/already-received",
            "order/cancelled",
            "order/expired"),
        change(
            "receive",
            Order::receive,
            "order/not-paid",
            "order/not-shipped",
            "RECEIVED",
            "order/already-received",
            "order/cancelled",
            "order/expired"));
  }

  private static Arguments change(String name, Change change, String... expected) {
    return arguments(name, change, List.of(expected));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("changes")
  void everyChangeOfEveryStatusIsMadeOrRefused(String name, Change change, List<String> expected) {
    List<Status> all = List.of(Status.values());
    assertThat(expected).hasSameSizeAs(all);
    for (int i = 0; i < all.size(); i++) {
      Status status = all.get(i);
      Order order = order(status);
      String outcome = expected.get(i);
      if (outcome.contains("/")) {
        assertThatThrownBy(() -> change.apply(order, LATER))
            .as("%s of %s", name, status)
            .isInstanceOf(ProblemException.class)
            .hasMessage(outcome);
      } else {
        Order changed = change.apply(order, LATER);
        assertThat(changed.status()).hasToString(outcome);
        assertThat(changed.updatedAt()).isEqualTo(LATER);
        assertThat(changed.items()).isEqualTo(order.items());
        assertThat(changed.createdAt()).isEqualTo(order.createdAt());
      }
    }
  }

  @Test
  void anOrderExpiresWhenItsTimeIsOverAndNotBefore() {
    Order order = order(Status.PLACED);
    assertThat(order.expire(EXPIRES_AT).status()).isEqualTo(Status.EXPIRED);
    assertThatThrownBy(() -> order.expire(EXPIRES_AT.minusNanos(1_000)))
        .hasMessage("order/not-due");
  }

  @Test
  void aPaymentMayBeStartedUntilTheTimeIsOver() {
    Order order = order(Status.PLACED);
    assertThatCode(() -> order.checkPayable(EXPIRES_AT.minusNanos(1_000)))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> order.checkPayable(EXPIRES_AT)).hasMessage("order/expired");
    assertThatThrownBy(() -> order(Status.PAID).checkPayable(PLACED_AT))
        .hasMessage("order/already-paid");
  }

  @Test
  void moneyThatComesLateStillPaysAnOrderThatNobodyExpired() {
    assertThat(order(Status.PLACED).pay(LATER).status()).isEqualTo(Status.PAID);
  }

  @Test
  void onlyWhatCameToNothingIsClosed() {
    assertThat(Stream.of(Status.values()).filter(status -> order(status).isClosed()))
        .containsExactly(Status.CANCELLED, Status.EXPIRED);
  }

  @Test
  void anOrderCarriesTheSlotOfItsUserAndHasALine() {
    ShipTo address = new ShipTo("r", "p", "1", "2", "c", "", "z", "CH");
    OrderItem item = item();
    assertThatThrownBy(() -> new NewOrder(new OrderNo(1), new UserId(2), List.of(item), address))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new NewOrder(new OrderNo(1), new UserId(1), List.of(), address))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(new NewOrder(new OrderNo(1), new UserId(1), List.of(item, item), address).total())
        .isEqualTo(Money.of(40, "EUR"));
  }

  private static OrderItem item() {
    return new OrderItem(new ProductId(5), "Tea", Money.of(10, "EUR"), 2);
  }

  private static Order order(Status status) {
    return new Order(
        new OrderNo(7),
        new UserId(7),
        status,
        Money.of(20, "EUR"),
        List.of(item()),
        new ShipTo("r", "p", "1", "2", "c", "", "z", "CH"),
        EXPIRES_AT,
        PLACED_AT,
        PLACED_AT);
  }
}
