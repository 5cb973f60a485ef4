/** Tests of the module outbox. */
@NullMarked
package io.mall.app.outbox;

import org.jspecify.annotations.NullMarked;
