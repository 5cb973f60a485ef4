package io.mall.load;

import io.mall.load.judge.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Several plans one after the other; one that cannot run keeps none of the others from it. */
final class Series {
  /** The worst first. */
  private static final List<Integer> SEVERITY =
      List.of(
          Verdict.BROKEN, Main.COULD_NOT_RUN, Verdict.MISSED, Verdict.GENERATOR, Verdict.PASSED);

  private final Map<String, String> words = new LinkedHashMap<>();
  private int worst = SEVERITY.size() - 1;

  /** One plan's run. */
  interface Run {
    Verdict verdict() throws IOException, InterruptedException;
  }

  void add(String plan, Run run) {
    try {
      Verdict verdict = run.verdict();
      words.put(plan, verdict.words());
      worst = Math.min(worst, SEVERITY.indexOf(verdict.code()));
    } catch (LoadException e) {
      failed(plan, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      failed(plan, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadException("Interrupted.", e);
    }
  }

  private void failed(String plan, String why) {
    words.put(plan, "COULD NOT RUN: " + why);
    worst = Math.min(worst, SEVERITY.indexOf(Main.COULD_NOT_RUN));
  }

  /** Tells what became of each; answers the exit code of the worst. */
  int told(PrintStream console) {
    console.println();
    words.forEach((plan, said) -> console.printf(Locale.ROOT, "%-16s %s%n", plan, said));
    return SEVERITY.get(worst);
  }
}
