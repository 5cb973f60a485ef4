package io.mall.app.catalog;

import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of the products in memory.
 *
 * @param cacheWeight how much memory they take, roughly
 * @param cacheExpiry after which a product is read again in any case, give or take a tenth
 * @param absentExpiry the same for an id that no product has
 * @param maxStaleness how long a product may be served after the last proof that no change of it
 *     was missed; the proof is renewed while Redis answers, so this bounds what a cut of Redis can
 *     do
 * @param proofInterval how often that proof is renewed
 */
@Validated
@ConfigurationProperties(prefix = "mall.catalog", ignoreUnknownFields = false)
record CatalogProperties(
    @DefaultValue("64MB") @NotNull DataSize cacheWeight,
    @DefaultValue("30m") @NotNull Duration cacheExpiry,
    @DefaultValue("1m") @NotNull Duration absentExpiry,
    @DefaultValue("3s") @NotNull Duration maxStaleness,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 10) Duration proofInterval) {

  @AssertTrue(message = "proof-interval must be shorter than max-staleness")
  boolean isProofInTime() {
    return proofInterval.compareTo(maxStaleness) < 0;
  }
}
