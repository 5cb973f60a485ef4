/** Whether one is slower than the other, by intervals of confidence; and the history. */
@NullMarked
package io.mall.load.compare;

import org.jspecify.annotations.NullMarked;
