/** Tests of route budgets. */
@NullMarked
package io.mall.sharding.route.budget;

import org.jspecify.annotations.NullMarked;
