/** Tests of {@code shardctl status}. */
@NullMarked
package io.mall.sharding.status;

import org.jspecify.annotations.NullMarked;
