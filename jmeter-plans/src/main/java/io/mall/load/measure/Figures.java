package io.mall.load.measure;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/**
 * What was measured of one kind of request, or of all.
 *
 * <p>JMeter counts whole milliseconds. A stalled shop gets no requests from clients that wait, so
 * most of what a stall costs is never measured; {@code corrected} holds that too.
 */
public final class Figures {
  private static final long LONGEST = 600_000;

  private final String label;
  private final Histogram raw = new Histogram(1, LONGEST, 3);
  private final Histogram corrected = new Histogram(1, LONGEST, 3);
  private long errors;

  Figures(String label) {
    this.label = label;
  }

  void add(long measured, long fromDue, long expectedInterval, boolean success) {
    raw.recordValue(within(measured));
    if (expectedInterval > 0) {
      corrected.recordValueWithExpectedInterval(within(fromDue), expectedInterval);
    } else {
      corrected.recordValue(within(fromDue));
    }
    if (!success) {
      errors++;
    }
  }

  public String label() {
    return label;
  }

  public long count() {
    return raw.getTotalCount();
  }

  public long errors() {
    return errors;
  }

  /** Share of the requests that failed; 0 when there were none. */
  public double errorShare() {
    return count() == 0 ? 0 : (double) errors / count();
  }

  /** Milliseconds within which this percentage was answered, as measured. */
  public long measured(double percentile) {
    return raw.getValueAtPercentile(percentile);
  }

  /** Milliseconds within which this percentage would have been answered had nobody waited. */
  public long corrected(double percentile) {
    return corrected.getValueAtPercentile(percentile);
  }

  public long longest() {
    return corrected.getMaxValue();
  }

  /**
   * The corrected percentile as if the samples of each millisecond were spread evenly over it: what
   * a comparison of medians of a few milliseconds needs.
   */
  public double smooth(double percentile) {
    double wanted = percentile / 100 * corrected.getTotalCount();
    double before = 0;
    for (HistogramIterationValue each : corrected.recordedValues()) {
      double here = each.getCountAddedInThisIterationStep();
      if (before + here >= wanted) {
        long value = each.getValueIteratedTo();
        double width = corrected.sizeOfEquivalentValueRange(value);
        return corrected.lowestEquivalentValue(value) + width * (wanted - before) / here;
      }
      before += here;
    }
    return 0;
  }

  private static long within(long value) {
    return Math.clamp(value, 0, LONGEST);
  }
}
