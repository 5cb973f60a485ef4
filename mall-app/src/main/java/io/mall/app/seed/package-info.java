/**
 * Seed data: a catalog and users that are the same for the same seed, and the writer that brings
 * them to the databases without ShardingSphere in between.
 */
@NullMarked
package io.mall.app.seed;

import org.jspecify.annotations.NullMarked;
