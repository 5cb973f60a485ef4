package io.mall.app.web;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReference;

/** A clock that goes as the machine's does and can be put forward, never back. */
final class TestClock extends Clock {

  private final Clock machine;
  private final AtomicReference<Duration> ahead;

  TestClock(Clock machine, Duration ahead) {
    this(machine, new AtomicReference<>(ahead));
  }

  private TestClock(Clock machine, AtomicReference<Duration> ahead) {
    this.machine = machine;
    this.ahead = ahead;
  }

  void advance(Duration by) {
    if (by.isNegative()) {
      throw new IllegalArgumentException("time goes forward only");
    }
    ahead.updateAndGet(by::plus);
  }

  Duration ahead() {
    return ahead.get();
  }

  @Override
  public Instant instant() {
    return machine.instant().plus(ahead.get());
  }

  @Override
  public ZoneId getZone() {
    return machine.getZone();
  }

  /** Put forward together with this one. */
  @Override
  public Clock withZone(ZoneId zone) {
    return new TestClock(machine.withZone(zone), ahead);
  }
}
