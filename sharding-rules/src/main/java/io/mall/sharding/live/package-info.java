/** Database servers as they are now, asked directly and not through ShardingSphere. */
@NullMarked
package io.mall.sharding.live;

import org.jspecify.annotations.NullMarked;
