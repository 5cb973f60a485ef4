/** The logical schema as its CREATE TABLE files describe it, read without a database. */
@NullMarked
package io.mall.sharding.route.ddl;

import org.jspecify.annotations.NullMarked;
