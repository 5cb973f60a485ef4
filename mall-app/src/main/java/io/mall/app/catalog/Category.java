package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import org.jspecify.annotations.Nullable;

/** A shelf of the shop; those without a parent are at the root. */
public record Category(
    CategoryId categoryId, @Nullable CategoryId parentId, String slug, String name) {}
