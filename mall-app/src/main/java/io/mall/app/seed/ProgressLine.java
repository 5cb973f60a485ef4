package io.mall.app.seed;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/** Shows how far it is: a bar that is drawn again on a terminal, a line now and then elsewhere. */
final class ProgressLine {

  private static final int WIDTH = 30;
  private static final Duration LINES_APART = Duration.ofSeconds(2);

  private final PrintStream out;
  private final boolean terminal;
  private final long total;
  private final long started = System.nanoTime();
  private long shown = started;

  ProgressLine(PrintStream out, boolean terminal, long total) {
    this.out = out;
    this.terminal = terminal;
    this.total = total;
  }

  /**
   * @param done rows dealt with
   * @param written rows written, which the rate counts
   */
  void show(long done, long written) {
    long now = System.nanoTime();
    if (terminal) {
      int filled = (int) (WIDTH * done / Math.max(1, total));
      out.printf(
          "\r[%s%s] %s  ", "#".repeat(filled), ".".repeat(WIDTH - filled), text(done, written));
    } else if (now - shown >= LINES_APART.toNanos()) {
      shown = now;
      out.println("seed: " + text(done, written));
    }
    out.flush();
  }

  private String text(long done, long written) {
    return String.format(
        Locale.ROOT,
        "%3d %%  %,d of %,d rows, %,.0f rows/s",
        100 * done / Math.max(1, total),
        done,
        total,
        written / seconds());
  }

  double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  /** Leaves the bar behind. */
  void end() {
    if (terminal) {
      out.println();
    }
  }
}
