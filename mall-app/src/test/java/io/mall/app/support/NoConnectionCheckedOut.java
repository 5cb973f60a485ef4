package io.mall.app.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.sharding.ShardedDataSource;

/** After the last answer every connection is back in its pool. */
public final class NoConnectionCheckedOut implements Invariant {

  @Override
  public void check(Mall mall) {
    ShardedDataSource shards = mall.bean(ShardedDataSource.class);
    await()
        .untilAsserted(
            () ->
                shards
                    .pools()
                    .forEach(
                        (name, pool) ->
                            assertThat(pool.getHikariPoolMXBean().getActiveConnections())
                                .as("connections of %s that are checked out", name)
                                .isZero()));
  }
}
