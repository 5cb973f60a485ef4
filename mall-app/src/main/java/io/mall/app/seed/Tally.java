package io.mall.app.seed;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** What has been done so far, counted by several writers. */
final class Tally {

  private static final int NAMES_SHOWN = 5;

  private final LongAdder written = new LongAdder();
  private final LongAdder rowsThere = new LongAdder();
  private final Map<String, LongAdder> there = new ConcurrentSkipListMap<>();
  private final Queue<String> taken = new ConcurrentLinkedQueue<>();

  void written(long rows) {
    written.add(rows);
  }

  /** One of a kind that was there before, and its number of rows. */
  void there(String kind, int rows) {
    rowsThere.add(rows);
    there.computeIfAbsent(kind, _ -> new LongAdder()).increment();
  }

  /** A user name of the seed that somebody else has. */
  void taken(String username) {
    taken.add(username);
  }

  long rowsWritten() {
    return written.sum();
  }

  long rowsDone() {
    return written.sum() + rowsThere.sum();
  }

  /** What was left as it was, a line each. */
  List<String> skipped() {
    List<String> lines = new ArrayList<>();
    if (!there.isEmpty()) {
      lines.add(
          "left as they were: "
              + there.entrySet().stream()
                  .map(entry -> entry.getValue() + " " + entry.getKey())
                  .collect(Collectors.joining(", ")));
    }
    if (!taken.isEmpty()) {
      String names = taken.stream().sorted().limit(NAMES_SHOWN).collect(Collectors.joining(", "));
      lines.add("%d user names belong to somebody else: %s".formatted(taken.size(), names));
    }
    return lines;
  }
}
