package io.mall.app.stock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How stock is audited.
 *
 * @param auditPause between two rounds; a round looks at one page of each table group
 * @param auditPage the most products of a page
 */
@Validated
@ConfigurationProperties(prefix = "mall.stock", ignoreUnknownFields = false)
record StockProperties(
    @DefaultValue("5s") @NotNull @DurationMin(millis = 10) Duration auditPause,
    @DefaultValue("200") @Min(1) @Max(5_000) int auditPage) {}
