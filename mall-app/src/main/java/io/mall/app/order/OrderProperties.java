package io.mall.app.order;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The times of orders.
 *
 * @param expireAfter how long a placed order may stay unpaid
 * @param sweep how often expired orders are looked for
 * @param batch the most orders of one table group looked at in one go
 * @param keepAbortMarks how long the mark of an aborted checkout is kept; far longer than any
 *     checkout can still be under way
 */
@Validated
@ConfigurationProperties(prefix = "mall.order", ignoreUnknownFields = false)
record OrderProperties(
    @DefaultValue("30m") @NotNull @DurationMin(seconds = 1) Duration expireAfter,
    @DefaultValue("500ms") @NotNull Duration sweep,
    @DefaultValue("100") @Min(1) @Max(1000) int batch,
    @DefaultValue("24h") @NotNull @DurationMin(minutes = 10) Duration keepAbortMarks) {}
