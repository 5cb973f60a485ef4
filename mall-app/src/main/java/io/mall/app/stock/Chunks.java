package io.mall.app.stock;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Lists cut for statements: their lengths are powers of two, so that seven texts of a statement
 * serve for any number of rows. The parser's cache and those for prepared statements live on that.
 */
final class Chunks {

  /** The longest, as the statements' LIMIT says too. */
  static final int LONGEST = 64;

  private Chunks() {}

  /** For rows to insert: each element once, in order. */
  static <T> List<List<T>> exact(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += chunks.getLast().size()) {
      int length = Math.min(LONGEST, Integer.highestOneBit(all.size() - from));
      chunks.add(all.subList(from, from + length));
    }
    return chunks;
  }

  /** For IN: the last element may occur several times. */
  static <T> List<List<T>> padded(List<T> all) {
    List<List<T>> chunks = new ArrayList<>();
    for (int from = 0; from < all.size(); from += LONGEST) {
      List<T> chunk = new ArrayList<>(all.subList(from, Math.min(all.size(), from + LONGEST)));
      int length = chunk.size() == 1 ? 1 : Integer.highestOneBit(chunk.size() - 1) * 2;
      chunk.addAll(Collections.nCopies(length - chunk.size(), chunk.getLast()));
      chunks.add(chunk);
    }
    return chunks;
  }
}
