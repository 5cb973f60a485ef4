/** The data layer on real servers. */
@NullMarked
package io.mall.app.data;

import org.jspecify.annotations.NullMarked;
