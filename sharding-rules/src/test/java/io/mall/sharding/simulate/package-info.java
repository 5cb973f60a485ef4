/** Tests of {@code shardctl simulate}. */
@NullMarked
package io.mall.sharding.simulate;

import org.jspecify.annotations.NullMarked;
