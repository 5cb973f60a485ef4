package io.mall.app.kernel;

import java.util.Currency;

/** An amount in minor units of one currency; never negative, and arithmetic fails on overflow. */
public record Money(long amount, Currency currency) {

  /** The dearest single price or total: far above any basket, far below an overflow. */
  public static final long MAX_AMOUNT = 1_000_000_000_000_000L;

  public Money {
    if (amount < 0) {
      throw new IllegalArgumentException("amount must not be negative");
    }
    if (amount > MAX_AMOUNT) {
      throw new IllegalArgumentException("amount must be at most " + MAX_AMOUNT);
    }
  }

  public static Money of(long amount, String currency) {
    return new Money(amount, Currency.getInstance(currency));
  }

  public Money plus(Money other) {
    if (!currency.equals(other.currency)) {
      throw new IllegalArgumentException(currency + " and " + other.currency + " do not add up");
    }
    return new Money(Math.addExact(amount, other.amount), currency);
  }

  public Money times(long quantity) {
    return new Money(Math.multiplyExact(amount, quantity), currency);
  }

  /** The ISO 4217 code, as stored. */
  public String currencyCode() {
    return currency.getCurrencyCode();
  }
}
