package io.mall.app.checkout;

import io.mall.app.problem.MissingException;
import io.mall.sharding.transaction.AcrossShards;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The connection to the coordinator; of all modules only this one has it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CheckoutProperties.class)
class CheckoutConfiguration {

  private static final String APPLICATION = "mall";

  @Bean(destroyMethod = "close")
  AcrossShards acrossShards(
      CheckoutProperties properties, Reservations reservations, CheckoutMetrics metrics) {
    if (properties.coordinator().isBlank()) {
      throw new MissingException("MALL_SEATA_SERVER is not set: give the coordinator's host:port");
    }
    return AcrossShards.connect(
        APPLICATION, properties.coordinator(), List.of(reservations), metrics::count);
  }
}
