package io.mall.app.web;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The time of tests.
 *
 * @param ahead how far the time is put forward from the start; with the profile {@code test} only
 */
@Validated
@ConfigurationProperties(prefix = "mall.clock", ignoreUnknownFields = false)
record ClockProperties(@DefaultValue("0s") @NotNull @DurationMin Duration ahead) {}
