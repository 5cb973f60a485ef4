package io.mall.sharding;

import java.util.List;

/** Thrown when the databases are not what the rules say: something is down or missing. */
public final class UnavailableException extends RuntimeException {
  private final List<String> findings;

  UnavailableException(String what, List<String> findings) {
    super(Findings.message(what, findings));
    this.findings = List.copyOf(findings);
  }

  /** What is down or missing, one sentence each. */
  public List<String> findings() {
    return findings;
  }
}
