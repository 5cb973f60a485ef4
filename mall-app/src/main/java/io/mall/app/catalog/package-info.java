/** What the shop sells: products, categories, and the products of this instance's memory. */
@NullMarked
package io.mall.app.catalog;

import org.jspecify.annotations.NullMarked;
