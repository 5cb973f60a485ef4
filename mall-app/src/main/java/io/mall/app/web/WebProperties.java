package io.mall.app.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of the HTTP edge.
 *
 * @param maxBody the largest request body
 * @param bodyTimeout how long a body may take to arrive
 * @param bodyMemory what all bodies that are arriving or being worked on may take together, beyond
 *     8 KB each
 * @param maxConcurrentRequests how many requests work at once; the rest waits in front of the pools
 * @param maxWaiting how many requests wait for their turn; the rest is told at once that the shop
 *     is busy
 * @param maxWait how long a request waits for its turn before it is told that the shop is busy
 */
@Validated
@ConfigurationProperties(prefix = "mall.web", ignoreUnknownFields = false)
record WebProperties(
    @DefaultValue("256KB") @NotNull DataSize maxBody,
    @DefaultValue("10s") @NotNull Duration bodyTimeout,
    @DefaultValue("64MB") @NotNull DataSize bodyMemory,
    @DefaultValue("128") @Min(1) @Max(10_000) int maxConcurrentRequests,
    @DefaultValue("512") @Min(0) @Max(10_000) int maxWaiting,
    @DefaultValue("1s") @NotNull Duration maxWait) {}
