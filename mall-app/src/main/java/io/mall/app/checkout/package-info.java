/**
 * Placing an order and undoing it: the one module that knows several shards, and the one that opens
 * a transaction across them.
 */
@NullMarked
package io.mall.app.checkout;

import org.jspecify.annotations.NullMarked;
