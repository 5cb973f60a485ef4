package io.mall.app.catalog;

import io.mall.app.kernel.Money;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.Currency;
import org.jspecify.annotations.Nullable;

/** What is to be different about a price: a field that is absent, or null, stays as it is. */
record PriceChange(
    @Nullable @Min(0) @Max(Money.MAX_AMOUNT) Long amount, @Nullable Currency currency) {

  PriceChange {
    Price.mustHaveMinorUnits(currency);
  }

  Money applyTo(Money before) {
    return new Money(
        amount == null ? before.amount() : amount, currency == null ? before.currency() : currency);
  }
}
