package io.mall.app.catalog;

import io.mall.app.control.Switch;
import java.util.concurrent.Executor;

/**
 * What of the catalog's caches operators have left on, and where work beside requests runs.
 *
 * @param memory products in the memory of this instance
 * @param shared products and lists in Redis
 */
record CatalogSwitches(
    Switch memory,
    Switch shared,
    Switch refreshAhead,
    Switch unknownIds,
    Switch hotKeys,
    Executor background) {}
