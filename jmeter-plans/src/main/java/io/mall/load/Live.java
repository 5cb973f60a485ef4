package io.mall.load;

import io.mall.load.jmeter.Sample;
import java.io.PrintStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * A line that tells how a run goes: the rate, errors and percentiles of the last five seconds.
 *
 * <p>On a terminal it stays in its place; in a file there is one every five seconds.
 */
final class Live {
  private static final int SPAN = 5;

  private final PrintStream out;
  private final boolean terminal;
  private final Deque<List<Sample>> recent = new ArrayDeque<>();
  private long total;
  private long failed;
  private int seconds;

  Live(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  void second(List<Sample> fresh) {
    seconds++;
    total += fresh.size();
    failed += fresh.stream().filter(sample -> !sample.success()).count();
    recent.addLast(fresh);
    if (recent.size() > SPAN) {
      recent.removeFirst();
    }
    if (terminal) {
      out.print("\r" + line() + "   ");
      out.flush();
    } else if (seconds % SPAN == 0) {
      out.println(line());
    }
  }

  void end() {
    if (terminal) {
      out.println();
    }
  }

  private String line() {
    List<Integer> times = new ArrayList<>();
    recent.forEach(list -> list.forEach(sample -> times.add(sample.elapsed())));
    times.sort(null);
    return String.format(
        Locale.ROOT,
        "  %4d s  %,7.0f/s  errors %d of %,d  p50 %d ms  p99 %d ms",
        seconds,
        (double) times.size() / recent.size(),
        failed,
        total,
        at(times, 50),
        at(times, 99));
  }

  private static int at(List<Integer> sorted, int percent) {
    return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) * percent / 100);
  }
}
