package io.mall.app.catalog;

import io.mall.app.answer.Answer;
import org.jspecify.annotations.Nullable;

/**
 * What the cache knows of an id: a product, that there is none, or a floor: from which version on
 * it is current, without having that.
 *
 * @param product null when there is none, or when it is not known
 * @param version of the product, {@link #ABSENT}, or that of the floor
 * @param generation how often the cache had distrusted all it had when the load began
 * @param loadedAt when the load began
 * @param refreshAt when it is to be loaded anew while it is in use
 * @param answer the product as it is sent; null until somebody asks for that
 */
record CachedProduct(
    @Nullable Product product,
    int version,
    long generation,
    long loadedAt,
    long refreshAt,
    @Nullable Answer answer) {

  static final int ABSENT = -1;

  /** Objects, references and the cache's own node, in bytes; measured with an empty text. */
  private static final int OVERHEAD = 400;

  static CachedProduct loaded(@Nullable Product product, ProductLoad load, long refreshAt) {
    int version = product == null ? ABSENT : product.version();
    return new CachedProduct(
        product, version, load.generation(), load.startedAt(), refreshAt, null);
  }

  static CachedProduct floor(int version, long now) {
    return new CachedProduct(null, version, 0, now, Long.MAX_VALUE, null);
  }

  boolean isFloor() {
    return product == null && version != ABSENT;
  }

  CachedProduct withAnswer(Answer made) {
    return new CachedProduct(product, version, generation, loadedAt, refreshAt, made);
  }

  CachedProduct withRefreshAt(long later) {
    return new CachedProduct(product, version, generation, loadedAt, later, answer);
  }

  int weight() {
    int texts =
        product == null ? 0 : 2 * (product.title().length() + product.description().length());
    return OVERHEAD + texts + (answer == null ? 0 : answer.weight());
  }

  /** The other one if it is a later version that still says something. */
  CachedProduct orNewer(@Nullable CachedProduct other) {
    return other != null
            && other.version > version
            && (other.isFloor() || other.generation == generation)
        ? other
        : this;
  }
}
