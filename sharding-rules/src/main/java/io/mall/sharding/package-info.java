/** The middleware: sharding by slot on top of Apache ShardingSphere-JDBC. */
@NullMarked
package io.mall.sharding;

import org.jspecify.annotations.NullMarked;
