package io.mall.sharding.replica;

import java.time.Duration;
import java.util.Optional;

/**
 * How a replica is.
 *
 * @param dataSource the logic data source, {@code ds_0}
 * @param replica its name in the rules, {@code ds_0_replica}
 * @param lag by how much it is behind its primary at most, as far as this process can tell; empty
 *     before it has been found out. Up to date measures as up to two pauses between looks
 * @param usable whether reads go to it
 * @param reason why they do not; empty when they do
 */
public record ReplicaState(
    String dataSource, String replica, Optional<Duration> lag, boolean usable, String reason) {}
