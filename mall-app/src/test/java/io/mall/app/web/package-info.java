/** The HTTP edge. */
@NullMarked
package io.mall.app.web;

import org.jspecify.annotations.NullMarked;
