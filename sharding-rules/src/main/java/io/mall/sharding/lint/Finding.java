package io.mall.sharding.lint;

import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a rules file.
 *
 * @param what what is wrong, one sentence
 * @param fix what to do about it
 * @param edit the change that does it, where that is safe
 */
public record Finding(
    Code code, Severity severity, Position at, String what, String fix, @Nullable Edit edit) {

  /** Why it matters: the first paragraph of that section of the rule's page. */
  public String why() {
    return Page.of(code).why();
  }

  Finding with(Edit other) {
    return new Finding(code, severity, at, what, fix, other);
  }

  @Override
  public String toString() {
    return "%s: %s %s %s".formatted(at, severity, code, what);
  }
}
