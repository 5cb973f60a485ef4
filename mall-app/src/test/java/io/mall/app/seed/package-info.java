/** Tests of the seed data and of writing it. */
@NullMarked
package io.mall.app.seed;

import org.jspecify.annotations.NullMarked;
