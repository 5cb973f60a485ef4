package io.mall.app.seed;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A category of the seed data.
 *
 * @param parentId null for a branch
 * @param medianPrice in minor units; 0 for a branch
 * @param kinds what is sold in it; nothing in a branch
 */
record SeedCategory(
    long categoryId,
    @Nullable Long parentId,
    String slug,
    String name,
    long medianPrice,
    List<String> kinds) {

  boolean isLeaf() {
    return !kinds.isEmpty();
  }
}
