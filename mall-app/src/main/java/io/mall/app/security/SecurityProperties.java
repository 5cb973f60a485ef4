package io.mall.app.security;

import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How log-ins are signed; how long they last is {@code mall.cache.user-session.lifetime}.
 *
 * @param jwtKey at least 32 random bytes in base64, the same on every instance; a secret
 * @param webhookKey one or more keys of at least 32 random bytes in base64, separated by commas;
 *     secrets of webhooks are stored under the first and read under all; a secret
 * @param revocationRefresh how late at most another instance learns of a log-out when the message
 *     about it was lost
 */
@Validated
@ConfigurationProperties(prefix = "mall.security", ignoreUnknownFields = false)
record SecurityProperties(
    @DefaultValue("") @NotNull String jwtKey,
    @DefaultValue("") @NotNull String webhookKey,
    @DefaultValue("5s") @NotNull Duration revocationRefresh) {

  @Override
  public String toString() {
    return "SecurityProperties[revocationRefresh=" + revocationRefresh + "]";
  }
}
