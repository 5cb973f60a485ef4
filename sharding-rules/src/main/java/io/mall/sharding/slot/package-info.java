/** Slots: which of the 1,024 places a row belongs to, and the algorithm that routes by them. */
@NullMarked
package io.mall.sharding.slot;

import org.jspecify.annotations.NullMarked;
