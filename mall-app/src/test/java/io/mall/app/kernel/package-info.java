/** Ids and money. */
@NullMarked
package io.mall.app.kernel;

import org.jspecify.annotations.NullMarked;
