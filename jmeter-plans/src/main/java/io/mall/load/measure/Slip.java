package io.mall.load.measure;

import io.mall.load.jmeter.Sample;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far the generator itself fell behind, as a share.
 *
 * <p>Open model: arrivals that came more than 20 ms late or never. Closed model: of the users' time
 * what they neither thought nor waited for an answer: it is the generator's own. Users think
 * between once and twice the least, evenly, so a pause of that length at least counts as one and a
 * half times the least of thinking: too much for one pause, too little for another, right for all
 * together.
 */
final class Slip {
  /** An arrival that is later than this is late, in milliseconds. */
  static final long LATE = 20;

  private static final double USUAL_THINKING = 1.5;

  private Slip() {}

  static double ofUsers(List<Sample> samples, Window window, long think) {
    Map<String, Sample> last = new HashMap<>();
    double spent = 0;
    double lost = 0;
    for (Sample sample : samples) {
      Sample before = last.put(sample.thread(), sample);
      if (window.holds(sample.start())) {
        spent += sample.elapsed();
        if (before != null) {
          long between = Math.max(0, sample.start() - before.end());
          spent += between;
          lost += between < think ? between : between - USUAL_THINKING * think;
        }
      }
    }
    return spent == 0 ? 0 : Math.max(0, lost) / spent;
  }

  static double ofArrivals(List<Arrivals.First> firsts, Arrivals arrivals, Window window) {
    BitSet inTime = new BitSet();
    for (Arrivals.First first : firsts) {
      if (first.late() <= LATE) {
        inTime.set(first.number());
      }
    }
    long due = 0;
    long kept = 0;
    for (int i = 0; i < arrivals.count(); i++) {
      if (window.holds(arrivals.due(i))) {
        due++;
        kept += inTime.get(i) ? 1 : 0;
      }
    }
    return due == 0 ? 0 : 1 - (double) kept / due;
  }
}
