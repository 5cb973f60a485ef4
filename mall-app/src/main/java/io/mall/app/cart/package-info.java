/** Carts: what a user means to buy, a line for each product. Sharding key: the user. */
@NullMarked
package io.mall.app.cart;

import org.jspecify.annotations.NullMarked;
