package io.mall.app.user;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Bounds of accounts.
 *
 * @param bcryptStrength each step doubles the work of one password check
 * @param passwordQueue how many password checks may wait for a processor
 * @param maxAddresses the most addresses of one user
 */
@Validated
@ConfigurationProperties(prefix = "mall.user", ignoreUnknownFields = false)
record UserProperties(
    @DefaultValue("10") @Min(4) @Max(16) int bcryptStrength,
    @DefaultValue("64") @Min(1) int passwordQueue,
    @DefaultValue("50") @Min(1) @Max(500) int maxAddresses) {}
