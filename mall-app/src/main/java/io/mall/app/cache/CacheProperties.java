package io.mall.app.cache;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * How each kind of thing is cached; the components of a kind are those of {@link Strategy}.
 *
 * @param productInfo single products
 * @param hotProducts first pages of lists that are asked for often
 * @param userSession log-ins, and the record of those that were ended
 * @param compressFrom from which size on things are compressed in Redis
 * @param patience how long Redis may take before the database is asked instead
 * @param hotFrom how often a second a key is asked for at one instance to be put into the memory of
 *     all
 */
@Validated
@ConfigurationProperties(prefix = "mall.cache", ignoreUnknownFields = false)
record CacheProperties(
    @DefaultValue @Valid @NotNull ProductInfo productInfo,
    @DefaultValue @Valid @NotNull HotProducts hotProducts,
    @DefaultValue @Valid @NotNull UserSession userSession,
    @DefaultValue("1KB") @NotNull DataSize compressFrom,
    @DefaultValue("250ms") @NotNull @DurationMin(millis = 1) Duration patience,
    @DefaultValue("200") @Min(1) int hotFrom) {

  record ProductInfo(
      @DefaultValue("30m") @NotNull @DurationMin(seconds = 1) Duration lifetime,
      @DefaultValue("true") boolean refreshAhead,
      @DefaultValue("true") boolean circuitBreaker,
      @DefaultValue("true") boolean compression) {

    Strategy strategy() {
      return new Strategy(lifetime, refreshAhead, circuitBreaker, compression);
    }
  }

  record HotProducts(
      @DefaultValue("1h") @NotNull @DurationMin(seconds = 1) Duration lifetime,
      @DefaultValue("true") boolean refreshAhead,
      @DefaultValue("true") boolean circuitBreaker,
      @DefaultValue("true") boolean compression) {

    Strategy strategy() {
      return new Strategy(lifetime, refreshAhead, circuitBreaker, compression);
    }
  }

  record UserSession(@DefaultValue("2h") @NotNull @DurationMin(seconds = 1) Duration lifetime) {

    Strategy strategy() {
      return new Strategy(lifetime, false, false, false);
    }
  }
}
