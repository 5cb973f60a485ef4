package io.mall.app.catalog;

import jakarta.validation.constraints.NotNull;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Caches in front of the shop, such as {@code ops/nginx}.
 *
 * @param addresses of those that are told of changes, {@code http://host:port}
 * @param secret by which they know the shop
 * @param timeout how long one may take to fetch a product anew
 */
@Validated
@ConfigurationProperties(prefix = "mall.edge", ignoreUnknownFields = false)
record EdgeProperties(
    @DefaultValue @NotNull List<URI> addresses,
    @DefaultValue("") @NotNull String secret,
    @DefaultValue("1s") @NotNull Duration timeout) {

  @Override
  public String toString() {
    return "EdgeProperties[addresses=" + addresses + ", timeout=" + timeout + "]";
  }
}
