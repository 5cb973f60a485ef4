/** Tests of the module payment. */
@NullMarked
package io.mall.app.payment;

import org.jspecify.annotations.NullMarked;
