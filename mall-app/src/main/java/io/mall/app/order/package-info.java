/** Orders and their life cycle, by user: one shard, one local transaction a change. */
@NullMarked
package io.mall.app.order;

import org.jspecify.annotations.NullMarked;
