/** Tests of webhooks, told to listeners on this machine. */
@NullMarked
package io.mall.app.webhook;

import org.jspecify.annotations.NullMarked;
