/** Ids: 63-bit numbers that carry their slot, issued without asking anyone under a leased range. */
@NullMarked
package io.mall.sharding.id;

import org.jspecify.annotations.NullMarked;
