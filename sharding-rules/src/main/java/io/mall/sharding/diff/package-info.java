/** {@code shardctl diff}: what an edit of a rules file changes for statements and for rows. */
@NullMarked
package io.mall.sharding.diff;

import org.jspecify.annotations.NullMarked;
