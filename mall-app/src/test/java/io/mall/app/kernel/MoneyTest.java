package io.mall.app.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class MoneyTest {

  private final JsonMapper json = new JsonMapper();

  @Test
  void moneyIsMinorUnitsAndACurrency() {
    Money price = Money.of(1_999, "EUR");
    assertThat(json.writeValueAsString(price)).isEqualTo("{\"amount\":1999,\"currency\":\"EUR\"}");
    assertThat(json.readValue("{\"amount\":1999,\"currency\":\"EUR\"}", Money.class))
        .isEqualTo(price);
  }

  @Test
  void itAddsUpInOneCurrencyOnly() {
    assertThat(Money.of(1, "EUR").plus(Money.of(2, "EUR")).times(3)).isEqualTo(Money.of(9, "EUR"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.of(1, "EUR").plus(Money.of(1, "CHF")));
  }

  @Test
  void itIsNeverNegativeAndNeverOverflows() {
    assertThatIllegalArgumentException().isThrownBy(() -> Money.of(-1, "EUR"));
    assertThatIllegalArgumentException().isThrownBy(() -> Money.of(Long.MAX_VALUE, "EUR"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Money.of(Money.MAX_AMOUNT, "EUR").times(2));
    assertThatThrownBy(() -> Money.of(Money.MAX_AMOUNT, "EUR").times(Long.MAX_VALUE))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void anUnknownCurrencyIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> Money.of(1, "XYZ"));
    assertThatIllegalArgumentException().isThrownBy(() -> Money.of(1, "eur"));
  }
}
