package io.mall.sharding.combine;

import org.jspecify.annotations.Nullable;

/**
 * What one request of a batch gets: a value, or the exception that its caller is to see. One
 * request that fails says nothing about the others.
 *
 * @param value the answer; null when there is a failure
 * @param failure why there is none, or null
 */
public record Answer<A>(@Nullable A value, @Nullable RuntimeException failure) {

  public static <A> Answer<A> of(A value) {
    return new Answer<>(value, null);
  }

  public static <A> Answer<A> failed(RuntimeException failure) {
    return new Answer<>(null, failure);
  }

  /** The value, or the failure thrown. */
  public A get() {
    if (failure != null) {
      throw failure;
    }
    if (value == null) {
      throw new IllegalStateException("an answer is a value or a failure");
    }
    return value;
  }
}
