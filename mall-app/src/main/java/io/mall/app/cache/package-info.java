/**
 * What the cached kinds of things have in common: strategies, the level in Redis that all instances
 * share, ids that are known to be taken, and keys that everybody asks for.
 */
@NullMarked
package io.mall.app.cache;

import org.jspecify.annotations.NullMarked;
