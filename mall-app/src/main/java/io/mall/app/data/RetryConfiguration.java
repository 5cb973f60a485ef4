package io.mall.app.data;

import org.springframework.context.annotation.Configuration;
import org.springframework.resilience.annotation.EnableResilientMethods;

/**
 * Puts {@link RetryOnDeadlock} around {@code @Transactional}, never inside it: it comes after the
 * proxies of the transactions, by its default order, and then wraps what it finds.
 */
@Configuration(proxyBeanMethods = false)
@EnableResilientMethods(proxyTargetClass = true)
class RetryConfiguration {}
