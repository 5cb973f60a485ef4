/** Which plans there are, and with how much load each is run. */
@NullMarked
package io.mall.load.plan;

import org.jspecify.annotations.NullMarked;
