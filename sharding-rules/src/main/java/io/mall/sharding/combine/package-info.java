/** Many callers who want something of the same row at the same moment become one transaction. */
@NullMarked
package io.mall.sharding.combine;

import org.jspecify.annotations.NullMarked;
