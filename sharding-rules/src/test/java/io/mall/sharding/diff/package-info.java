/** Tests of {@code shardctl diff}. */
@NullMarked
package io.mall.sharding.diff;

import org.jspecify.annotations.NullMarked;
