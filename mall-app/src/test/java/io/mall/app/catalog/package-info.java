/** Tests of the catalog. */
@NullMarked
package io.mall.app.catalog;

import org.jspecify.annotations.NullMarked;
