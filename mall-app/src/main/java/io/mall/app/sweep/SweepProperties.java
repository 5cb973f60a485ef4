package io.mall.app.sweep;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How sweeps are run.
 *
 * @param enabled whether this instance takes part
 * @param lease how long one round may hold the lock of its sweep; a longer round is cut short. It
 *     is also how long a job rests when the instance that is at it dies
 * @param shutdown how long the end of the application waits for rounds under way
 */
@Validated
@ConfigurationProperties(prefix = "mall.sweep", ignoreUnknownFields = false)
record SweepProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("10s") @NotNull @DurationMin(seconds = 1) Duration lease,
    @DefaultValue("5s") @NotNull Duration shutdown) {}
