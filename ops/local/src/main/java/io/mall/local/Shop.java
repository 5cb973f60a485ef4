package io.mall.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** The whole shop on a cluster: schema, demo data, instances. */
final class Shop {
  private final LocalCluster cluster;
  private final ShopJar jar;
  private final Progress progress;
  private final List<ShopInstance> instances;

  Shop(LocalCluster cluster, ShopJar jar, int count, int port, Progress progress) {
    this.cluster = cluster;
    this.jar = jar;
    this.progress = progress;
    this.instances =
        IntStream.range(0, count)
            .mapToObj(
                i -> new ShopInstance(i + 1, port + i, cluster.data(), jar, cluster.environment()))
            .toList();
  }

  List<ShopInstance> instances() {
    return instances;
  }

  /** Fails when a port is taken that an instance will want. */
  static void checkPorts(int count, int port) {
    for (int i = 0; i < count; i++) {
      ShopInstance.checkPorts(port + i);
    }
  }

  /** Brings the schema up to date, seeds an empty data folder, starts all instances. */
  void start(boolean seed) {
    timed("schema", "migrated", () -> run("migrate", "migrate"));
    if (seed) {
      seedOnce();
    }
    cluster.beforeEnd(this::stop);
    Parallel.run(
        instances.stream()
            .<Runnable>map(
                each -> () -> timed(each.name(), "127.0.0.1:" + each.port(), each::start))
            .toList());
  }

  private void stop() {
    progress.line("stopping the shop");
    Parallel.run(instances.stream().<Runnable>map(each -> () -> each.retire(true)).toList());
    progress.line("stopping the servers");
  }

  private void seedOnce() {
    Path marker = cluster.data().path("seeded");
    if (Files.exists(marker)) {
      return;
    }
    timed("demo shop", "seeded", () -> run("seed", "seed", "--demo"));
    try {
      Files.writeString(marker, "");
    } catch (IOException e) {
      throw new LocalClusterException("Cannot write " + marker + ": " + e.getMessage(), e);
    }
  }

  private void run(String name, String... arguments) {
    jar.run(name, cluster.data(), cluster.environment(), arguments);
  }

  private void timed(String what, String where, Runnable step) {
    long begin = System.nanoTime();
    step.run();
    progress.ready(what, where, Duration.ofNanos(System.nanoTime() - begin));
  }
}
