package io.mall.app.web;

import io.mall.app.problem.MissingException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.env.Environment;

/** The time: that of the machine, or in tests one that can be put forward. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(ClockProperties.class)
class ClockConfiguration {

  private static final String TEST = "test";
  private static final Set<String> BESIDE_TEST = Set.of(TEST, "local");
  private static final Clock MACHINE =
      Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));

  @Bean
  @Profile("!" + TEST)
  Clock clock(ClockProperties properties) {
    if (!properties.ahead().isZero()) {
      throw new MissingException(
          "mall.clock.ahead puts the shop's time forward: leave it out, or start with the profile "
              + TEST);
    }
    return MACHINE;
  }

  /** Refuses to be part of anything but a test. */
  @Bean
  @Profile(TEST)
  TestClock testClock(ClockProperties properties, Environment environment) {
    for (String profile : environment.getActiveProfiles()) {
      if (!BESIDE_TEST.contains(profile)) {
        throw new MissingException(
            "the profile %s lets anybody put the time forward: start without it or without %s"
                .formatted(TEST, profile));
      }
    }
    return new TestClock(MACHINE, properties.ahead());
  }

  @Bean
  @Profile(TEST)
  ClockEndpoint clockEndpoint(TestClock clock) {
    return new ClockEndpoint(clock);
  }
}
