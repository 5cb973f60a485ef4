/** Tests of the package of the same name. */
@NullMarked
package io.mall.load.jmeter;

import org.jspecify.annotations.NullMarked;
