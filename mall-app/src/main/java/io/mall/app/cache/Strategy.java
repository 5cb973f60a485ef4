package io.mall.app.cache;

import java.time.Duration;

/**
 * How one kind of thing is cached.
 *
 * @param lifetime after which it is read anew in any case, give or take a tenth by chance
 * @param refreshAhead whether what is in use is read anew before it expires, while the old is still
 *     served
 * @param circuitBreaker whether a shared level that fails is left alone for a while
 * @param compression whether it is compressed in the shared level when it is large
 */
public record Strategy(
    Duration lifetime, boolean refreshAhead, boolean circuitBreaker, boolean compression) {}
