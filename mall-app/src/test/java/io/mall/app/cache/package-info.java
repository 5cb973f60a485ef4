/** Tests of what the cached kinds of things have in common. */
@NullMarked
package io.mall.app.cache;

import org.jspecify.annotations.NullMarked;
