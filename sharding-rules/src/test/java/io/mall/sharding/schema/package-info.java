/** Tests of reading, applying and checking the schema. */
@NullMarked
package io.mall.sharding.schema;

import org.jspecify.annotations.NullMarked;
