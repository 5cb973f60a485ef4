/** Tests of the access log. */
@NullMarked
package io.mall.app.access;

import org.jspecify.annotations.NullMarked;
