/** The words every module shares: typed ids that carry their slot, and money. */
@NullMarked
package io.mall.app.kernel;

import org.jspecify.annotations.NullMarked;
