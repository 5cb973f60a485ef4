/** Tests of shapes: the sharded cluster against one unsharded copy of the same rows. */
@NullMarked
package io.mall.sharding.route.shape;

import org.jspecify.annotations.NullMarked;
