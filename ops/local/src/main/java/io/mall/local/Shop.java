package io.mall.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** The whole shop on a cluster: schema, demo data, instances. */
final class Shop {
  /** What it runs on and from, and to whom it tells what it does. */
  record Plan(
      LocalCluster cluster, Map<String, String> environment, ShopJar jar, Progress progress) {
    Plan {
      environment = Map.copyOf(environment);
    }
  }

  private final Plan plan;
  private final DataFolder data;
  private final List<ShopInstance> instances;

  Shop(Plan plan, int count, int port) {
    this.plan = plan;
    this.data = plan.cluster().data();
    List<String> program = plan.jar().java("-Xmx768m");
    this.instances =
        IntStream.range(0, count)
            .mapToObj(i -> new ShopInstance(i + 1, port + i, data, program, plan.environment()))
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
    plan.cluster().beforeEnd(this::stop);
    Parallel.run(
        instances.stream()
            .<Runnable>map(
                each -> () -> timed(each.name(), "127.0.0.1:" + each.port(), each::start))
            .toList());
  }

  private void stop() {
    plan.progress().line("stopping the shop");
    Parallel.run(instances.stream().<Runnable>map(each -> () -> each.retire(true)).toList());
    plan.progress().line("stopping the servers");
  }

  private void seedOnce() {
    Path marker = data.path("seeded");
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
    plan.jar().run(name, data, plan.environment(), arguments);
  }

  private void timed(String what, String where, Runnable step) {
    long begin = System.nanoTime();
    step.run();
    plan.progress().ready(what, where, Duration.ofNanos(System.nanoTime() - begin));
  }
}
