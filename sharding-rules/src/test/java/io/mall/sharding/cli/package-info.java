/** Tests of the command line. */
@NullMarked
package io.mall.sharding.cli;

import org.jspecify.annotations.NullMarked;
