/** Tests of {@code shardctl explain}. */
@NullMarked
package io.mall.sharding.explain;

import org.jspecify.annotations.NullMarked;
