package io.mall.app.payment;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.UserId;
import io.mall.app.payment.Payment.Status;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PaymentChangeTest {

  private static final Instant THEN = Instant.parse("2026-03-01T12:00:00Z");
  private static final Instant NOW = THEN.plusSeconds(1);

  @Test
  void moneyThatWasTakenBeatsAFailure() {
    assertThat(payment(Status.STARTED).succeed("r", NOW).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(payment(Status.FAILED).succeed("r", NOW).status()).isEqualTo(Status.SUCCEEDED);
    assertThat(payment(Status.SUCCEEDED).fail("r", NOW).status()).isEqualTo(Status.SUCCEEDED);
  }

  @Test
  void onlyMoneyThatIsThereGoesBack() {
    assertThat(payment(Status.SUCCEEDED).refund(NOW).status()).isEqualTo(Status.REFUNDED);
    for (Status status : new Status[] {Status.STARTED, Status.FAILED, Status.REFUNDED}) {
      assertThat(payment(status).refund(NOW)).isEqualTo(payment(status));
    }
  }

  @Test
  void whatWasToldBeforeChangesNothing() {
    assertThat(payment(Status.SUCCEEDED).succeed("x", NOW)).isEqualTo(payment(Status.SUCCEEDED));
    assertThat(payment(Status.REFUNDED).succeed("x", NOW)).isEqualTo(payment(Status.REFUNDED));
    assertThat(payment(Status.FAILED).fail("x", NOW)).isEqualTo(payment(Status.FAILED));
  }

  @Test
  void rowsKeepEverything() {
    Payment payment = payment(Status.FAILED);
    assertThat(PaymentRow.of(payment).toPayment()).isEqualTo(payment);
  }

  private static Payment payment(Status status) {
    return new Payment(
        new PaymentNo(7),
        new UserId(7),
        new OrderNo(7),
        Payment.Method.CARD,
        status,
        Money.of(5, "EUR"),
        "ref",
        THEN,
        THEN);
  }
}
