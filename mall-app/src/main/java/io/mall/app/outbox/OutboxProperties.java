package io.mall.app.outbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How events are delivered.
 *
 * @param lease how long one delivery may take before another instance tries too
 * @param sweep how often this instance looks for events that are due
 * @param batch the most events taken from one table group at a time
 * @param concurrency the most deliveries of this instance to the shop itself at a time
 * @param concurrencyEach the most deliveries of this instance to one other receiver at a time
 * @param backOff the wait after the first failed delivery; it doubles with each
 * @param maxBackOff the longest wait between two deliveries
 * @param stuckAfter after how many deliveries an event counts as stuck
 * @param shutdown how long the end of the application waits for deliveries under way
 */
@Validated
@ConfigurationProperties(prefix = "mall.outbox", ignoreUnknownFields = false)
record OutboxProperties(
    @DefaultValue("10s") @NotNull Duration lease,
    @DefaultValue("500ms") @NotNull Duration sweep,
    @DefaultValue("50") @Min(1) @Max(1000) int batch,
    @DefaultValue("64") @Min(1) int concurrency,
    @DefaultValue("8") @Min(1) int concurrencyEach,
    @DefaultValue("1s") @NotNull Duration backOff,
    @DefaultValue("10m") @NotNull Duration maxBackOff,
    @DefaultValue("5") @Min(2) int stuckAfter,
    @DefaultValue("5s") @NotNull Duration shutdown) {}
