/**
 * Stock: how much of a product there is, and the ledger that accounts for every piece. Sharding
 * key: the product.
 */
@NullMarked
package io.mall.app.stock;

import org.jspecify.annotations.NullMarked;
