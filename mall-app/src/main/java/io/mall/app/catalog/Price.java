package io.mall.app.catalog;

import io.mall.app.kernel.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.Currency;

/** A price as somebody writes it: minor units and an ISO 4217 code. */
record Price(@NotNull @Min(0) @Max(Money.MAX_AMOUNT) Long amount, @NotNull Currency currency) {

  Money toMoney() {
    return new Money(amount, currency);
  }
}
