package io.mall.app.catalog;

import org.jspecify.annotations.Nullable;

/**
 * What the cache knows of an id.
 *
 * @param product null when there is none
 * @param generation counts how often the cache has distrusted all it had
 * @param loadedAt when the load began
 */
record CachedProduct(@Nullable Product product, long generation, long loadedAt) {

  private static final int ABSENT = -1;

  /** Objects, references and the cache's own node, in bytes; measured with an empty text. */
  private static final int OVERHEAD = 400;

  int version() {
    return product == null ? ABSENT : product.version();
  }

  int weight() {
    return product == null
        ? OVERHEAD
        : OVERHEAD + 2 * (product.title().length() + product.description().length());
  }

  /** The other one if it is of the same generation and a later version. */
  CachedProduct orNewer(@Nullable CachedProduct other) {
    return other != null && other.generation == generation && other.version() > version()
        ? other
        : this;
  }
}
