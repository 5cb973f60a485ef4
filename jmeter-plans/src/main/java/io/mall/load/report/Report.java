package io.mall.load.report;

import io.mall.load.judge.Facts;
import io.mall.load.judge.Verdict;
import java.util.List;

/**
 * All that is told of a run.
 *
 * @param conditions what it was run with, by name, as it shall be read
 */
public record Report(
    String plan, List<Condition> conditions, Facts facts, Verdict verdict, List<Moment> moments) {

  /** One thing that was so during the run. */
  public record Condition(String name, String value) {}

  public Report {
    conditions = List.copyOf(conditions);
    moments = List.copyOf(moments);
  }
}
