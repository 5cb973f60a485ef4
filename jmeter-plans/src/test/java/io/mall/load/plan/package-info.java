/** Tests of the package of the same name. */
@NullMarked
package io.mall.load.plan;

import org.jspecify.annotations.NullMarked;
