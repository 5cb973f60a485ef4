package io.mall.app.checkout;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of the checkout.
 *
 * @param coordinator host:port of the Seata server
 * @param timeout how long placing an order may take before the coordinator takes it back
 * @param maxLines the most different products in one order
 * @param maxQuantity the most of one product in one order
 * @param settleAfter how old a reservation is when the sweep takes it for forgotten
 * @param sweep how often forgotten reservations are looked for
 * @param batch the most reservations of one table group looked at in one go
 */
@Validated
@ConfigurationProperties(prefix = "mall.checkout", ignoreUnknownFields = false)
record CheckoutProperties(
    @DefaultValue("") @NotNull String coordinator,
    @DefaultValue("15s") @NotNull @DurationMin(seconds = 1) Duration timeout,
    @DefaultValue("100") @Min(1) @Max(500) int maxLines,
    @DefaultValue("1000") @Min(1) @Max(1_000_000) int maxQuantity,
    @DefaultValue("1m") @NotNull Duration settleAfter,
    @DefaultValue("5s") @NotNull Duration sweep,
    @DefaultValue("100") @Min(1) @Max(1000) int batch) {

  @AssertTrue(message = "settle-after must be at least twice the timeout")
  boolean isSettledAfterTheTimeout() {
    return settleAfter.compareTo(timeout.multipliedBy(2)) >= 0;
  }
}
