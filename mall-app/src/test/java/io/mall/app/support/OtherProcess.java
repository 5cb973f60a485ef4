package io.mall.app.support;

import io.mall.app.MallApplication;
import io.mall.local.LocalCluster;
import io.mall.local.Member;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** An instance of the shop in a process of its own, which can be killed and stopped. */
public final class OtherProcess {

  private static final AtomicInteger numbers = new AtomicInteger();

  private OtherProcess() {}

  /**
   * Starts one that reaches its servers through proxies; it ends with the cluster at the latest.
   */
  public static Member start(Map<String, Object> settings) {
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
                classPath(),
                MallApplication.class.getName(),
                "--spring.profiles.active=local",
                "--mall.pool.maximum-pool-size=20",
                "--mall.pool.minimum-idle=2",
                "--mall.pool.connection-timeout=8s",
                "--mall.user.bcrypt-strength=4"));
    settings.forEach((key, value) -> program.add("--" + key + "=" + value));
    LocalCluster cluster = Mall.cluster();
    Member instance =
        cluster.shop(numbers.incrementAndGet(), program, cluster.environmentThroughProxies());
    instance.start();
    return instance;
  }

  /** Of this JVM; the other one is started elsewhere. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** The value of a counter with these tags, as its metrics have it; 0 when there is none yet. */
  public static double metric(Member instance, String name, String... tags) {
    return Metrics.sum(instance.port() + 1_000, name, tags);
  }
}
