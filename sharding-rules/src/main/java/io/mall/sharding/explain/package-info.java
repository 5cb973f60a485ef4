/** {@code shardctl explain}: how every shard would run the statements of the mappers. */
@NullMarked
package io.mall.sharding.explain;

import org.jspecify.annotations.NullMarked;
