/** Tests of the package of the same name. */
@NullMarked
package io.mall.load.compare;

import org.jspecify.annotations.NullMarked;
