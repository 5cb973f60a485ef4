package io.mall.app.cache;

import io.mall.app.control.Switch;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The strategies, and what operators may switch off of them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(CacheProperties.class)
class CacheConfiguration {

  @Bean
  Strategies strategies(CacheProperties properties) {
    return new Strategies(
        properties.productInfo().strategy(),
        properties.hotProducts().strategy(),
        properties.userSession().strategy());
  }

  @Bean
  Switch sharedCache() {
    return new Switch(
        "shared-cache",
        "What is not in memory is looked for in Redis before the database is asked, and one of all"
            + " instances reads it; off: each instance reads the database.");
  }

  @Bean
  Switch refreshAhead() {
    return new Switch(
        "refresh-ahead",
        "What is in use is read anew before it expires; off: the first who comes afterwards waits"
            + " for the read.");
  }

  @Bean
  Switch unknownIds() {
    return new Switch(
        "unknown-ids",
        "Ids that no product can have are told so by a filter in memory; off: each is looked for"
            + " in the database once a minute.");
  }

  @Bean
  Switch hotKeysSwitch() {
    return new Switch(
        "hot-keys",
        "What everybody asks for is found out and put into the memory of all instances;"
            + " off: each instance loads it when it is asked for.");
  }
}
