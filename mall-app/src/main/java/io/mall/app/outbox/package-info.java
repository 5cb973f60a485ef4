/**
 * What must still be done elsewhere because of a change: written in the change's own transaction on
 * the user's shard, delivered at least once after it.
 */
@NullMarked
package io.mall.app.outbox;

import org.jspecify.annotations.NullMarked;
