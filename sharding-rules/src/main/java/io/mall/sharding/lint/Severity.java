package io.mall.sharding.lint;

/** How much a finding matters. */
public enum Severity {
  /** The rules do not start, or rows go astray. */
  ERROR,
  /** It runs, and will hurt on some day. */
  WARNING,
  /** Worth knowing; nothing need change. */
  INFO
}
