/** What the commands of {@code shardctl} share: where they print, colours, tables, JSON. */
@NullMarked
package io.mall.sharding.terminal;

import org.jspecify.annotations.NullMarked;
