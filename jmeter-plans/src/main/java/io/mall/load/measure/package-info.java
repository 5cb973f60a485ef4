/** Figures from samples: percentiles as measured and corrected for what a stall hides. */
@NullMarked
package io.mall.load.measure;

import org.jspecify.annotations.NullMarked;
