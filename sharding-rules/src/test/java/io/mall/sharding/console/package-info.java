/** Tests of {@code shardctl sql}. */
@NullMarked
package io.mall.sharding.console;

import org.jspecify.annotations.NullMarked;
