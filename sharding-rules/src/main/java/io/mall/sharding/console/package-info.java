/** {@code shardctl sql}: statements on the whole sharded database, with their routes. */
@NullMarked
package io.mall.sharding.console;

import org.jspecify.annotations.NullMarked;
