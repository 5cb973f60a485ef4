package io.mall.app.data;

import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.resilience.annotation.EnableResilientMethods;

/** Puts {@link RetryOnDeadlock} around {@code @Transactional}, never inside it. */
@Configuration(proxyBeanMethods = false)
@EnableResilientMethods(proxyTargetClass = true, order = Ordered.HIGHEST_PRECEDENCE)
class RetryConfiguration {}
