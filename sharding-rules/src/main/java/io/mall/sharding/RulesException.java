package io.mall.sharding;

import java.util.List;

/** Thrown for a rules file that cannot be used; names the file and everything that is wrong. */
public final class RulesException extends RuntimeException {
  private final List<String> findings;

  RulesException(String origin, List<String> findings) {
    super(Findings.message(origin + " cannot be used", findings));
    this.findings = List.copyOf(findings);
  }

  RulesException(String origin, String finding, Throwable cause) {
    super(Findings.message(origin + " cannot be used", List.of(finding)), cause);
    this.findings = List.of(finding);
  }

  /** What is wrong, one sentence each. */
  public List<String> findings() {
    return findings;
  }
}
