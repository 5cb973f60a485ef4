package io.mall.load;

import io.mall.load.compare.Comparison;
import io.mall.load.compare.Comparison.Difference;
import io.mall.load.judge.Verdict;
import io.mall.load.plan.Plan;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** What came of a comparison: for people, for machines, and as an exit code. */
record Outcome(Plan plan, List<Peer> peers, Turns turns, Comparison comparison) {

  int code() {
    if (turns.errors() > 0) {
      return Verdict.MISSED;
    }
    if (turns.spoilt()) {
      return Verdict.GENERATOR;
    }
    return comparison.difference() == Difference.SLOWER ? Verdict.MISSED : Verdict.PASSED;
  }

  private String verdict() {
    return turns.spoilt()
        ? "NO VERDICT: the generator was the limit"
        : "B: " + comparison.difference();
  }

  /** A table of the figures, what could have been found, and the verdict. */
  void tell(PrintStream console) {
    console.printf(
        Locale.ROOT,
        "%n              A            B        B/A   %.1f %% interval%n",
        100 * comparison.level());
    for (Comparison.Line line : comparison.lines()) {
      console.printf(
          Locale.ROOT,
          "  %-10s %,10.2f %,12.2f %8.3f   %.3f to %.3f  %s%n",
          line.figure(),
          line.a(),
          line.b(),
          line.ratio(),
          line.low(),
          line.high(),
          line.difference() == Difference.NOT_JUDGED ? "(not judged)" : line.difference());
    }
    console.printf(
        Locale.ROOT,
        "%d pairs of %s; a shop slower by %.0f %% is found in nine of ten such comparisons%n",
        peers.getFirst().rounds().size(),
        turns.unit(),
        100 * comparison.resolution());
    console.println(
        turns.errors() == 0 ? verdict() : verdict() + ", " + turns.errors() + " errors");
  }

  /** In one line. */
  String json(Path root) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("plan", plan.name());
    result.put("verdict", verdict());
    result.put("code", code());
    result.put("errors", turns.errors());
    result.put("resolution", comparison.resolution());
    result.put("slippedRounds", turns.slipped());
    result.put("machine", Machine.name());
    result.put("cores", Machine.cores());
    result.put("commit", Machine.commit(root));
    result.put("lines", comparison.lines());
    peers.forEach(peer -> result.put(peer.name(), peer.rounds()));
    return JsonMapper.shared().writeValueAsString(result);
  }
}
