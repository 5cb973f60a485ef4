/** {@code shardctl}, the DBA's command line: one class a command. */
@NullMarked
package io.mall.sharding.cli;

import org.jspecify.annotations.NullMarked;
