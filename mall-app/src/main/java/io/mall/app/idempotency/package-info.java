/** Answers kept under a client's key, so that a repeated request is not carried out twice. */
@NullMarked
package io.mall.app.idempotency;

import org.jspecify.annotations.NullMarked;
