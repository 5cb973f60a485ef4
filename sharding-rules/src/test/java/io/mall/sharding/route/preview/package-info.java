/** Tests of the offline previews. */
@NullMarked
package io.mall.sharding.route.preview;

import org.jspecify.annotations.NullMarked;
