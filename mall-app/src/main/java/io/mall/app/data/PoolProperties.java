package io.mall.app.data;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The connection pool of every data source.
 *
 * @param maximumPoolSize the most connections to one server
 * @param minimumIdle how many are kept open when nothing happens
 * @param maxLifetime after which a connection is replaced
 * @param idleTimeout after which a connection beyond the minimum is closed
 * @param connectionTimeout how long a request waits for a connection
 */
@Validated
@ConfigurationProperties(prefix = "mall.pool", ignoreUnknownFields = false)
record PoolProperties(
    @DefaultValue("100") @Min(1) int maximumPoolSize,
    @DefaultValue("50") @Min(0) int minimumIdle,
    @DefaultValue("1h") @NotNull Duration maxLifetime,
    @DefaultValue("10m") @NotNull Duration idleTimeout,
    @DefaultValue("2s") @NotNull Duration connectionTimeout) {}
