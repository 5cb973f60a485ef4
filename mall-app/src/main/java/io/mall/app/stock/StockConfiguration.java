package io.mall.app.stock;

import io.mall.app.control.Switch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What operators may switch off of the stock. */
@Configuration(proxyBeanMethods = false)
class StockConfiguration {

  @Bean
  Switch stockCombining() {
    return new Switch(
        "stock-combining",
        "Changes of one product's stock that come at the same moment share a transaction;"
            + " off: each is a transaction of its own, and they wait for the row's lock.");
  }
}
