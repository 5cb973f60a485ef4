/** Tests of the linter. */
@NullMarked
package io.mall.sharding.lint;

import org.jspecify.annotations.NullMarked;
