/**
 * Who outside of the shop is told what happens to orders and payments: endpoints, signed calls as
 * Standard Webhooks has them, and a record of each, by user.
 */
@NullMarked
package io.mall.app.webhook;

import org.jspecify.annotations.NullMarked;
