/** Transactions across shards: Seata in TCC form, without Spring and without reflection. */
@NullMarked
package io.mall.sharding.transaction;

import org.jspecify.annotations.NullMarked;
