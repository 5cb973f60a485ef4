/** Settings of Redis. */
@NullMarked
package io.mall.app.redis;

import org.jspecify.annotations.NullMarked;
