/** Tests of the package of the same name. */
@NullMarked
package io.mall.load.shop;

import org.jspecify.annotations.NullMarked;
