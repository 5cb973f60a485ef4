/** Tests of the module order. */
@NullMarked
package io.mall.app.order;

import org.jspecify.annotations.NullMarked;
