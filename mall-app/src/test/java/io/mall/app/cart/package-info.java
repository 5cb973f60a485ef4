/** Tests of carts, on real servers but for the arithmetic. */
@NullMarked
package io.mall.app.cart;

import org.jspecify.annotations.NullMarked;
