/** Answers kept under a key. */
@NullMarked
package io.mall.app.idempotency;

import org.jspecify.annotations.NullMarked;
