/** Work that comes back by the clock: done group after group, on one instance or on all. */
@NullMarked
package io.mall.app.sweep;

import org.jspecify.annotations.NullMarked;
