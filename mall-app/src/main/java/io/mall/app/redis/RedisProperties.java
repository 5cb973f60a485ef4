package io.mall.app.redis;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Where Redis is and how long to wait for it.
 *
 * @param url {@code redis://host:port}
 * @param connectTimeout how long a connection may take
 * @param timeout how long an answer may take
 * @param connections the most connections of this instance
 */
@Validated
@ConfigurationProperties(prefix = "mall.redis", ignoreUnknownFields = false)
record RedisProperties(
    @NotBlank String url,
    @DefaultValue("2s") @NotNull Duration connectTimeout,
    @DefaultValue("1s") @NotNull Duration timeout,
    @DefaultValue("32") @Min(2) int connections) {}
