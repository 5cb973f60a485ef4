/** The shop: each sub-package is one module with one sharding key. */
@NullMarked
package io.mall.app;

import org.jspecify.annotations.NullMarked;
