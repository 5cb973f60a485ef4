/** What a run must keep to, and whether it did. */
@NullMarked
package io.mall.load.judge;

import org.jspecify.annotations.NullMarked;
