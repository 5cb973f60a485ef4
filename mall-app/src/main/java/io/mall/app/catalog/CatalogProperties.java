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
 * @param cacheWeight how much memory they take, roughly, ready answers included
 * @param listWeight the same of first pages of lists
 * @param absentExpiry after which an id that no product has is looked for again, give or take a
 *     tenth; how long a product lives is {@code mall.cache.product-info.lifetime}
 * @param maxStaleness how long a product may be served after the last proof that no change of it
 *     was missed; the proof is renewed while Redis answers, so this bounds what a cut of Redis can
 *     do
 * @param proofInterval how often that proof is renewed, and the database asked for changes that
 *     nobody told of
 * @param idsInterval how often the filter of ids learns which are new
 */
@Validated
@ConfigurationProperties(prefix = "mall.catalog", ignoreUnknownFields = false)
record CatalogProperties(
    @DefaultValue("64MB") @NotNull DataSize cacheWeight,
    @DefaultValue("16MB") @NotNull DataSize listWeight,
    @DefaultValue("1m") @NotNull Duration absentExpiry,
    @DefaultValue("3s") @NotNull Duration maxStaleness,
    @DefaultValue("1s") @NotNull @DurationMin(millis = 10) Duration proofInterval,
    @DefaultValue("10s") @NotNull @DurationMin(millis = 10) Duration idsInterval) {

  @AssertTrue(message = "proof-interval must be shorter than max-staleness")
  boolean isProofInTime() {
    return proofInterval.compareTo(maxStaleness) < 0;
  }
}
