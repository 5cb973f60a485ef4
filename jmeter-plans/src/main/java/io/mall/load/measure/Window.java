package io.mall.load.measure;

import io.mall.load.plan.Load.Course;

/**
 * The time that counts, after the warm-up.
 *
 * @param from milliseconds since 1970
 * @param until not any more
 */
public record Window(long from, long until) {
  static Window of(long start, Course course) {
    long from = start + course.warmUp().toMillis();
    return new Window(from, from + course.measured().toMillis());
  }

  public boolean holds(long time) {
    return time >= from && time < until;
  }

  public double seconds() {
    return (until - from) / 1000.0;
  }
}
