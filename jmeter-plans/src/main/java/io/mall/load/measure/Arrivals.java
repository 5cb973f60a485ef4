package io.mall.load.measure;

import io.mall.load.jmeter.Sample;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** The arrivals of an open model: when each was due, and with which sample it began. */
final class Arrivals {
  private static final String GROUP = "Arrivals ";

  /** The first sample of an arrival and how late it was, in milliseconds. */
  record First(int number, Sample sample, long late) {}

  private final long start;
  private final long[] offsets;
  private final List<First> firsts;

  private Arrivals(long start, long[] offsets, List<First> firsts) {
    this.start = start;
    this.offsets = offsets;
    this.firsts = firsts;
  }

  /**
   * Finds out when the schedule began: none can come early, so it is the earliest that fits all.
   */
  static Arrivals of(List<Sample> samples, long[] offsets) {
    BitSet seen = new BitSet();
    List<First> found = new ArrayList<>();
    long start = Long.MAX_VALUE;
    for (Sample sample : samples) {
      int number = number(sample);
      if (number >= 0 && number < offsets.length && !seen.get(number)) {
        seen.set(number);
        long fits = sample.start() - offsets[number];
        start = Math.min(start, fits);
        found.add(new First(number, sample, fits));
      }
    }
    long begin = start;
    return new Arrivals(
        begin,
        offsets,
        found.stream()
            .map(each -> new First(each.number(), each.sample(), each.late() - begin))
            .toList());
  }

  long start() {
    return start;
  }

  int count() {
    return offsets.length;
  }

  long due(int number) {
    return start + offsets[number];
  }

  List<First> firsts() {
    return firsts;
  }

  /** JMeter counts the threads of a group from 1 at the end of their names. */
  private static int number(Sample sample) {
    String thread = sample.thread();
    if (!thread.startsWith(GROUP)) {
      return -1;
    }
    return Integer.parseInt(thread.substring(thread.lastIndexOf('-') + 1)) - 1;
  }
}
