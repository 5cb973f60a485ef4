package io.mall.sharding.route.budget;

import java.util.List;

/** Thrown for a file of budgets that cannot be used; names every place that is wrong. */
public final class BudgetsException extends RuntimeException {
  private final List<String> findings;

  BudgetsException(List<String> findings) {
    super(String.join("\n", findings));
    this.findings = List.copyOf(findings);
  }

  /** What is wrong, each with file, line and column. */
  public List<String> findings() {
    return findings;
  }
}
