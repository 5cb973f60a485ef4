package io.mall.app.payment;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How payments are made.
 *
 * @param callbackKey at least 32 random bytes in base64, shared with the provider; a secret
 * @param callbackUrl where the provider calls back; empty for this instance itself
 * @param tolerance how far the time of a signature may be from now
 * @param patience how long a started payment keeps another of the same order from being started;
 *     then it counts as failed
 * @param sweep how often such payments are looked for
 * @param maxAttempts how many payments of one order may be started
 * @param providerTimeout how long a call between shop and provider may take
 */
@Validated
@ConfigurationProperties(prefix = "mall.payment", ignoreUnknownFields = false)
record PaymentProperties(
    @DefaultValue("") @NotNull String callbackKey,
    @DefaultValue("") @NotNull String callbackUrl,
    @DefaultValue("5m") @NotNull Duration tolerance,
    @DefaultValue("2m") @NotNull Duration patience,
    @DefaultValue("500ms") @NotNull Duration sweep,
    @DefaultValue("20") @Min(1) @Max(100) int maxAttempts,
    @DefaultValue("5s") @NotNull Duration providerTimeout) {

  @Override
  public String toString() {
    return "PaymentProperties[callbackUrl=" + callbackUrl + "]";
  }
}
