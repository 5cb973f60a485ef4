package io.mall.app.idempotency;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How long answers are kept.
 *
 * @param keep after which a key means nothing any more
 * @param sweep how often old ones are looked for
 * @param batch the most that are forgotten of one table group in one go
 */
@Validated
@ConfigurationProperties(prefix = "mall.idempotency", ignoreUnknownFields = false)
record IdempotencyProperties(
    @DefaultValue("24h") @NotNull @DurationMin(seconds = 1) Duration keep,
    @DefaultValue("1m") @NotNull @DurationMin(millis = 10) Duration sweep,
    @DefaultValue("500") @Min(1) @Max(5_000) int batch) {}
