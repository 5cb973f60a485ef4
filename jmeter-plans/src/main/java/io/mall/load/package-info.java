/** The command line of the load tests: {@code jmeter-plans/run}. */
@NullMarked
package io.mall.load;

import org.jspecify.annotations.NullMarked;
