/**
 * Shapes: statements that ShardingSphere answers wrongly, without an error, once their rows lie on
 * more than one shard. The same code judges previews and executions.
 */
@NullMarked
package io.mall.sharding.route.shape;

import org.jspecify.annotations.NullMarked;
