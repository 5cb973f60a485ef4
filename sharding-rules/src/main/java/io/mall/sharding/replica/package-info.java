/**
 * Reads on replicas that can be trusted: how far each replica has come, which one may answer, and
 * what a reader must see.
 */
@NullMarked
package io.mall.sharding.replica;

import org.jspecify.annotations.NullMarked;
