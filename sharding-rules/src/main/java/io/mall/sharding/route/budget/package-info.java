/** Route budgets: how many shards a statement may touch, and what happens when it touches more. */
@NullMarked
package io.mall.sharding.route.budget;

import org.jspecify.annotations.NullMarked;
