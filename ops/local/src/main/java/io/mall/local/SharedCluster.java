package io.mall.local;

import org.jspecify.annotations.Nullable;

/** The one cluster that all tests of a JVM share; it ends with the JVM. */
public final class SharedCluster {
  private static @Nullable LocalCluster cluster;

  private SharedCluster() {}

  /** The cluster with all members, started by the first caller. */
  public static synchronized LocalCluster get() {
    if (cluster == null) {
      cluster = LocalCluster.builder().progress(Progress.to(System.err)).start();
    }
    return cluster;
  }
}
