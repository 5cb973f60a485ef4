/** Redis, and the worker number that is leased there. */
@NullMarked
package io.mall.app.redis;

import org.jspecify.annotations.NullMarked;
