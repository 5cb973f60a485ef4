/** {@code shardctl simulate}: whether the rules spread given keys evenly. */
@NullMarked
package io.mall.sharding.simulate;

import org.jspecify.annotations.NullMarked;
