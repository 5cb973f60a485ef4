/** Tests of the module checkout. */
@NullMarked
package io.mall.app.checkout;

import org.jspecify.annotations.NullMarked;
