package io.mall.app.catalog;

import io.mall.app.kernel.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** A price as somebody writes it: minor units and an ISO 4217 code. */
record Price(@NotNull @Min(0) @Max(Money.MAX_AMOUNT) Long amount, @NotNull Currency currency) {

  Price {
    mustHaveMinorUnits(currency);
  }

  Money toMoney() {
    return new Money(amount, currency);
  }

  /** ISO 4217 also has codes for gold, for tests and for none; they have no minor units. */
  static void mustHaveMinorUnits(@Nullable Currency currency) {
    if (currency != null && currency.getDefaultFractionDigits() < 0) {
      throw new IllegalArgumentException("must have a currency with minor units");
    }
  }
}
