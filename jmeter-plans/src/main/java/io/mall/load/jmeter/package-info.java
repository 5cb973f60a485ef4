/** JMeter as a child process, and what it writes. */
@NullMarked
package io.mall.load.jmeter;

import org.jspecify.annotations.NullMarked;
