package io.mall.app.support;

/**
 * Something that holds whenever no request is running. Implementations are listed in {@code
 * META-INF/services/io.mall.app.support.Invariant} of the tests.
 */
public interface Invariant {

  /** Throws an {@link AssertionError} that says what does not hold. */
  void check(Mall mall);
}
