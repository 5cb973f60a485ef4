/** Tests of stock on real servers. */
@NullMarked
package io.mall.app.stock;

import org.jspecify.annotations.NullMarked;
