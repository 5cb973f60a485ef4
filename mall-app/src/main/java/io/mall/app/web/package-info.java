/** The HTTP edge: every answer that is not a success, request ids, limits, entity tags. */
@NullMarked
package io.mall.app.web;

import org.jspecify.annotations.NullMarked;
