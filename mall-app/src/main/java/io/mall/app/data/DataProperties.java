package io.mall.app.data;

import io.mall.sharding.route.RouteGuard.Mode;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of the data layer.
 *
 * @param statementTimeout how long one statement may run
 * @param transactionTimeout how long one local transaction may last
 * @param routeBudgets what a statement meets that touches more shards than its budget allows
 * @param routeShapes what a statement meets that would be answered wrongly over its shards
 */
@Validated
@ConfigurationProperties(prefix = "mall.data", ignoreUnknownFields = false)
record DataProperties(
    @DefaultValue("5s") @NotNull Duration statementTimeout,
    @DefaultValue("10s") @NotNull Duration transactionTimeout,
    @DefaultValue("enforce") @NotNull Mode routeBudgets,
    @DefaultValue("enforce") @NotNull Mode routeShapes) {}
