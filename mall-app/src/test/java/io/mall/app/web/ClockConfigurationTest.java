package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class ClockConfigurationTest {

  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final ApplicationContextRunner shop =
      new ApplicationContextRunner().withUserConfiguration(ClockConfiguration.class);

  @Test
  void theTimeIsTheMachinesAndNobodyCanChangeIt() {
    shop.run(
        context -> {
          assertThat(context).hasSingleBean(Clock.class).doesNotHaveBean(TestClock.class);
          assertThat(context).doesNotHaveBean(ClockEndpoint.class);
          assertThat(context.getBean(Clock.class).instant())
              .isBetween(Instant.now().minusSeconds(60), Instant.now().plusSeconds(1));
        });
  }

  @Test
  void inATestTheTimeIsPutForward() {
    shop.withSystemProperties("spring.profiles.active=local,test")
        .withPropertyValues("mall.clock.ahead=30m")
        .run(
            context -> {
              ClockEndpoint endpoint = context.getBean(ClockEndpoint.class);
              assertThat(endpoint.time().ahead()).isEqualTo(HALF_AN_HOUR);
              assertThat(endpoint.advance(HALF_AN_HOUR).ahead())
                  .isEqualTo(HALF_AN_HOUR.multipliedBy(2));
              assertThat(context.getBean(Clock.class).instant())
                  .isAfter(Instant.now().plus(HALF_AN_HOUR));
            });
  }

  @Test
  void aTimePutForwardIsRefusedOutsideOfTests() {
    shop.withPropertyValues("mall.clock.ahead=30m")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("mall.clock.ahead puts the shop's time forward"));
    shop.withSystemProperties("spring.profiles.active=local")
        .withPropertyValues("mall.clock.ahead=1s")
        .run(context -> assertThat(context).hasFailed());
  }

  @Test
  void theProfileOfTestsIsRefusedBesideAnother() {
    shop.withSystemProperties("spring.profiles.active=production,test")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .hasStackTraceContaining("start without it or without production"));
  }

  @Test
  void timeDoesNotGoBack() {
    TestClock clock = new TestClock(Clock.systemUTC(), Duration.ZERO);
    assertThat(clock.withZone(clock.getZone()).instant()).isNotNull();
    org.assertj.core.api.Assertions.assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
