/** {@code shardctl status}: how the servers of a rules file are. */
@NullMarked
package io.mall.sharding.status;

import org.jspecify.annotations.NullMarked;
