package io.mall.app.web;

import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** The time on the management port of a test: looked at, and put forward. */
@Endpoint(id = "clock")
class ClockEndpoint {

  private final TestClock clock;

  ClockEndpoint(TestClock clock) {
    this.clock = clock;
  }

  /** What time it is, and how far ahead of the machine's. */
  record Time(Instant now, Duration ahead) {}

  @ReadOperation
  Time time() {
    return new Time(clock.instant(), clock.ahead());
  }

  /**
   * Puts the time forward.
   *
   * @param advance as in settings: {@code 30m}
   */
  @WriteOperation
  Time advance(Duration advance) {
    clock.advance(advance);
    return time();
  }
}
