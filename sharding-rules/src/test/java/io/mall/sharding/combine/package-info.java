@NullMarked
package io.mall.sharding.combine;

import org.jspecify.annotations.NullMarked;
