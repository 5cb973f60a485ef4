/** Payments of orders, by user, and the provider that makes them: simulated, but over HTTP. */
@NullMarked
package io.mall.app.payment;

import org.jspecify.annotations.NullMarked;
