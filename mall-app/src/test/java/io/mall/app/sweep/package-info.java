/** Tests of the module sweep. */
@NullMarked
package io.mall.app.sweep;

import org.jspecify.annotations.NullMarked;
