/** Tests of the package of the same name. */
@NullMarked
package io.mall.load.measure;

import org.jspecify.annotations.NullMarked;
