/** The access log: one line for each request, whoever answered it. */
@NullMarked
package io.mall.app.access;

import org.jspecify.annotations.NullMarked;
