/**
 * The offline linter for ShardingSphere rule files: every finding has a code, a place, a reason and
 * a fix.
 */
@NullMarked
package io.mall.sharding.lint;

import org.jspecify.annotations.NullMarked;
