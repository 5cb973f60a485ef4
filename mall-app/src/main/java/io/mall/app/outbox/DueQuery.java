package io.mall.app.outbox;

import java.time.Instant;
import java.util.Set;

/**
 * Which events of a group to take now.
 *
 * @param shop those for the shop itself, or those for others
 * @param busy others that have enough to do
 */
record DueQuery(Instant now, boolean shop, Set<Long> busy, int limit) {}
