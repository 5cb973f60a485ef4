package io.mall.app.stock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.Problem;
import io.mall.app.problem.ProblemException;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.slot.Slot;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@MallTest
@Tag("engine")
class ReservationTest {

  private final Goods goods;
  private final Stocks stocks;

  ReservationTest(Mall mall) {
    this.goods = new Goods(mall);
    this.stocks = goods.stocks();
  }

  @Test
  void aReservationHoldsWhatIsAvailable() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();

    Reservation reservation = stocks.reserve(order, product, 4);

    assertThat(reservation.orderNo()).isEqualTo(order);
    assertThat(reservation.productId()).isEqualTo(product);
    assertThat(reservation.quantity()).isEqualTo(4);
    goods.assertStock(product, 10, 6, 4, 0);
  }

  @Test
  void theLastPieceCanBeReservedAndNoMore() {
    ProductId product = goods.stocked(2);
    stocks.reserve(goods.order(), product, 2);

    Problem refusal = refusal(() -> stocks.reserve(goods.order(), product, 1));

    assertThat(refusal).isEqualTo(new StockProblem.Insufficient(product, 1, 0));
    assertThat(refusal.code()).isEqualTo("stock/insufficient");
    goods.assertStock(product, 2, 0, 2, 0);
  }

  @Test
  void aRefusedReservationLeavesNoTrace() {
    ProductId product = goods.stocked(1);
    OrderNo order = goods.order();
    assertThat(refusal(() -> stocks.reserve(order, product, 2)))
        .isEqualTo(new StockProblem.Insufficient(product, 2, 1));

    stocks.restock(product, 1);

    assertThat(stocks.reserve(order, product, 2).quantity()).isEqualTo(2);
  }

  @Test
  void aProductWithoutStockCannotBeReserved() {
    ProductId product = goods.unstocked();
    assertThat(refusal(() -> stocks.reserve(goods.order(), product, 1)))
        .isEqualTo(new StockProblem.Absent(product));
  }

  @Test
  void reservingTwiceHoldsOnce() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();
    stocks.reserve(order, product, 3);

    assertThat(stocks.reserve(order, product, 3).quantity()).isEqualTo(3);
    goods.assertStock(product, 10, 7, 3, 0);

    stocks.sell(order, product);
    assertThat(stocks.reserve(order, product, 3).quantity()).isEqualTo(3);
    goods.assertStock(product, 10, 7, 0, 3);
  }

  @Test
  void reservingAnotherQuantityForTheSameOrderIsABug() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();
    stocks.reserve(order, product, 3);

    assertThatIllegalStateException().isThrownBy(() -> stocks.reserve(order, product, 4));
    goods.assertStock(product, 10, 7, 3, 0);
  }

  @Test
  void sellingTwiceSellsOnce() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();
    stocks.reserve(order, product, 3);

    stocks.sell(order, product);
    stocks.sell(order, product);

    goods.assertStock(product, 10, 7, 0, 3);
  }

  @Test
  void releasingTwiceReleasesOnce() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();
    stocks.reserve(order, product, 3);

    stocks.release(order, product);
    stocks.release(order, product);

    goods.assertStock(product, 10, 10, 0, 0);
  }

  @Test
  void aReservationThatComesAfterItsReleaseIsRefused() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();

    stocks.release(order, product);
    stocks.release(order, product);

    assertThat(refusal(() -> stocks.reserve(order, product, 3)))
        .isEqualTo(new StockProblem.CalledOff(order, product));
    goods.assertStock(product, 10, 10, 0, 0);
  }

  @Test
  void aReleasedReservationIsNotTakenUpAgain() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();
    stocks.reserve(order, product, 3);
    stocks.release(order, product);

    assertThat(refusal(() -> stocks.reserve(order, product, 3)))
        .isEqualTo(new StockProblem.CalledOff(order, product));
  }

  @Test
  void aReleaseOfAProductWithoutStockForbidsTheReservationToo() {
    ProductId product = goods.unstocked();
    OrderNo order = goods.order();
    stocks.release(order, product);
    stocks.restock(product, 5);

    assertThat(refusal(() -> stocks.reserve(order, product, 1)))
        .isEqualTo(new StockProblem.CalledOff(order, product));
  }

  @Test
  void whatWasSoldCanBeGivenBackOnce() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();
    stocks.reserve(order, product, 3);
    stocks.sell(order, product);

    stocks.giveBack(order, product);
    stocks.giveBack(order, product);

    goods.assertStock(product, 10, 10, 0, 0);
  }

  @Test
  void givingBackOvertakesALateSale() {
    ProductId product = goods.stocked(10);
    OrderNo order = goods.order();
    stocks.reserve(order, product, 3);

    stocks.giveBack(order, product);
    stocks.sell(order, product);

    goods.assertStock(product, 10, 10, 0, 0);
  }

  @Test
  void whatContradictsTheLedgerFailsAndChangesNothing() {
    ProductId product = goods.stocked(10);
    OrderNo sold = goods.order();
    stocks.reserve(sold, product, 1);
    stocks.sell(sold, product);
    OrderNo released = goods.order();
    stocks.reserve(released, product, 1);
    stocks.release(released, product);

    List<ThrowingCallable> contradictions =
        List.of(
            () -> stocks.release(sold, product),
            () -> stocks.sell(released, product),
            () -> stocks.giveBack(released, product),
            () -> stocks.sell(goods.order(), product),
            () -> stocks.giveBack(goods.order(), product));

    assertThat(contradictions)
        .allSatisfy(each -> assertThatIllegalStateException().isThrownBy(each));
    goods.assertStock(product, 10, 9, 0, 1);
  }

  @Test
  void oneOrderHoldsSeveralProductsIndependently() {
    ProductId first = goods.stocked(10);
    ProductId second = goods.stocked(10);
    OrderNo order = goods.order();
    stocks.reserve(order, first, 1);
    stocks.reserve(order, second, 2);

    stocks.sell(order, first);
    stocks.release(order, second);

    goods.assertStock(first, 10, 9, 0, 1);
    goods.assertStock(second, 10, 10, 0, 0);
  }

  @Test
  void reservationsThatNobodyFinishesAreFoundInTheirGroupOnly() {
    ProductId product = goods.stocked(10);
    OrderNo stale = goods.order();
    Reservation left = stocks.reserve(stale, product, 2);
    OrderNo finished = goods.order();
    stocks.reserve(finished, product, 1);
    stocks.sell(finished, product);
    int group = Slot.ofId(product.value()).group().number();
    Instant later = left.reservedAt().plusSeconds(1);

    List<OrderNo> found = orders(stocks.staleReservations(group, later, 1_000));

    assertThat(found).contains(stale).doesNotContain(finished);
    assertThat(orders(stocks.staleReservations((group + 1) % 16, later, 1_000)))
        .doesNotContain(stale);
    assertThat(orders(stocks.staleReservations(group, left.reservedAt().minusSeconds(1), 1_000)))
        .doesNotContain(stale);
    assertThat(stocks.staleReservations(group, later, 1)).hasSize(1);
    stocks.release(stale, product);
    assertThat(orders(stocks.staleReservations(group, later, 1_000))).doesNotContain(stale);
  }

  @Test
  void aGroupThatDoesNotExistHasNoReservations() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> stocks.staleReservations(16, Instant.now(), 1));
  }

  private static List<OrderNo> orders(List<Reservation> reservations) {
    return reservations.stream().map(Reservation::orderNo).toList();
  }

  private static Problem refusal(ThrowingCallable attempt) {
    return catchThrowableOfType(ProblemException.class, attempt).problem();
  }
}
