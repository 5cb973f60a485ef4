/** Tests of the local cluster on real servers. */
@NullMarked
package io.mall.local;

import org.jspecify.annotations.NullMarked;
