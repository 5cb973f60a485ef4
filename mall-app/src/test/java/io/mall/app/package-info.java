/** Tests of the shop as a whole. */
@NullMarked
package io.mall.app;

import org.jspecify.annotations.NullMarked;
