/** Logical DDL brought to every actual table, and the differences found where it cannot be. */
@NullMarked
package io.mall.sharding.schema;

import org.jspecify.annotations.NullMarked;
