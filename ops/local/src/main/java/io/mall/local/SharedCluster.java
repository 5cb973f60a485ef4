package io.mall.local;

import org.jspecify.annotations.Nullable;

/** The one cluster that all tests of a JVM share; it ends with the JVM. */
public final class SharedCluster {
  private static @Nullable LocalCluster cluster;
  private static @Nullable String failure;

  private SharedCluster() {}

  /**
   * The cluster with all members, started by the first caller; who comes later shares its failure.
   */
  public static synchronized LocalCluster get() {
    if (failure != null) {
      throw new LocalClusterException("The shared cluster did not start: " + failure);
    }
    if (cluster == null) {
      try {
        cluster = LocalCluster.builder().progress(Progress.to(System.err)).start();
      } catch (RuntimeException e) {
        failure = e.toString();
        throw e;
      }
    }
    return cluster;
  }
}
