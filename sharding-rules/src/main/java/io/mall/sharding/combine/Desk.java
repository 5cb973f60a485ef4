package io.mall.sharding.combine;

import java.util.List;

/** Serves the requests of one key: of one at a time, or of many in one transaction. */
@FunctionalInterface
public interface Desk<K, R, A> {

  /**
   * Serves the requests as if they came one after the other, and has done so durably when it
   * returns. It bounds the time it takes itself.
   *
   * @param requests in the order in which they came; never empty
   * @return an answer for each, in the same order. An exception instead is everybody's answer.
   */
  List<Answer<A>> serve(K key, List<R> requests);
}
