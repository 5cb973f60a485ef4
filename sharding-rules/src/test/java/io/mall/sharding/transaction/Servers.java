package io.mall.sharding.transaction;

import io.mall.local.LocalCluster;
import io.mall.local.Member;
import org.jspecify.annotations.Nullable;

/**
 * Database servers and a coordinator for all tests of transactions: the Seata client remembers the
 * first address it was given for as long as the process lives.
 */
final class Servers {

  private static @Nullable LocalCluster cluster;

  private Servers() {}

  static synchronized LocalCluster get() {
    LocalCluster running = cluster;
    if (running == null) {
      running = LocalCluster.builder().members(Member.Kind.SEATA, Member.Kind.DATABASES).start();
      Runtime.getRuntime().addShutdownHook(new Thread(running::close));
      cluster = running;
    }
    return running;
  }
}
