/**
 * The data layer: pools, the sharded data source, MyBatis, transactions, and whether they are well.
 */
@NullMarked
package io.mall.app.data;

import org.jspecify.annotations.NullMarked;
