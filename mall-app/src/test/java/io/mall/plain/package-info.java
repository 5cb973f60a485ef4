/** The shop that one would write without Mall, to compare with: two operations, no more. */
@NullMarked
package io.mall.plain;

import org.jspecify.annotations.NullMarked;
