package io.mall.app.checkout;

import io.mall.app.MallApplication;
import io.mall.app.support.Mall;
import io.mall.local.LocalCluster;
import io.mall.local.Member;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Two instances of the shop: one in a process of its own, which reaches its servers through proxies
 * and leaves the sweeps to the other, and one in this JVM.
 */
final class Fleet implements AutoCloseable {

  /** A checkout is given up soon, so that a test need not wait for it. */
  private static final Map<String, Object> IMPATIENT =
      Map.of(
          "mall.checkout.timeout", "4s",
          "mall.checkout.settle-after", "8s",
          "mall.checkout.sweep", "1s");

  private final Mall survivor;
  private final Member instance;

  private Fleet(Mall survivor, Member instance) {
    this.survivor = survivor;
    this.instance = instance;
  }

  static Fleet start() {
    Mall survivor = Mall.another(IMPATIENT);
    List<String> program =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + System.getProperty("java.io.tmpdir"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MallApplication.class.getName(),
                "--spring.profiles.active=local",
                "--mall.sweep.enabled=false",
                "--mall.pool.maximum-pool-size=20",
                "--mall.pool.minimum-idle=2",
                "--mall.pool.connection-timeout=8s",
                "--mall.user.bcrypt-strength=4"));
    IMPATIENT.forEach((key, value) -> program.add("--" + key + "=" + value));
    LocalCluster cluster = Mall.cluster();
    Member instance = cluster.shop(1, program, cluster.environmentThroughProxies());
    instance.start();
    return new Fleet(survivor, instance);
  }

  LocalCluster cluster() {
    return Mall.cluster();
  }

  /** The instance that may die. */
  Member instance() {
    return instance;
  }

  /** The instance that lives on. */
  Mall survivor() {
    return survivor;
  }

  @Override
  public void close() {
    try (survivor) {
      if (instance.running()) {
        instance.kill();
      }
    }
  }
}
