package io.mall.app.webhook;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How others are told.
 *
 * @param retries the wait after each failed attempt; after the last one the message is dead
 * @param timeout how long a call may take from the look-up of the address to the status; well below
 *     the lease of the outbox
 * @param allowPrivateAddresses whether endpoints may lie on this machine or in private networks,
 *     and be called without TLS; for tests
 * @param grace how long a replaced secret signs beside the new one
 * @param keep how long what was told is kept, to be told again
 * @param refresh after what time an instance knows of an endpoint that another one has changed
 * @param maxEndpoints the most endpoints
 */
@Validated
@ConfigurationProperties(prefix = "mall.webhook", ignoreUnknownFields = false)
record WebhookProperties(
    @DefaultValue({"5s", "5m", "30m", "2h", "5h", "10h", "14h", "20h", "24h"}) @NotEmpty
        List<Duration> retries,
    @DefaultValue("5s") @NotNull @DurationMin(millis = 1) @DurationMax(seconds = 8)
        Duration timeout,
    @DefaultValue("false") boolean allowPrivateAddresses,
    @DefaultValue("24h") @NotNull Duration grace,
    @DefaultValue("7d") @NotNull Duration keep,
    @DefaultValue("2s") @NotNull @DurationMin(millis = 100) Duration refresh,
    @DefaultValue("50") @Min(1) @Max(500) int maxEndpoints) {

  WebhookProperties {
    retries = List.copyOf(retries);
  }
}
