/** The shop under load: where it is, the data for the plans, its metrics and its books. */
@NullMarked
package io.mall.load.shop;

import org.jspecify.annotations.NullMarked;
