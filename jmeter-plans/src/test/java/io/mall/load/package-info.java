/** Tests of the load tests. */
@NullMarked
package io.mall.load;

import org.jspecify.annotations.NullMarked;
