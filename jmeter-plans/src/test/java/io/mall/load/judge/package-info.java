/** Tests of the package of the same name. */
@NullMarked
package io.mall.load.judge;

import org.jspecify.annotations.NullMarked;
