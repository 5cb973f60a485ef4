/** Tests of the package of the same name. */
@NullMarked
package io.mall.load.report;

import org.jspecify.annotations.NullMarked;
