package io.mall.load.shop;

import io.mall.load.LoadException;
import io.mall.local.ChildProcess;
import io.mall.local.Engine;
import io.mall.local.LocalCluster;
import io.mall.local.LocalClusterException;
import io.mall.local.Member;
import io.mall.local.Progress;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A shop with demo data on a local cluster, both only for this run. */
public final class LocalShop implements AutoCloseable {
  private static final String COPY = "shop-";
  private static final String JAR = ".jar";
  private static final Duration COMMAND = Duration.ofMinutes(5);

  private final Path root;
  private final LocalCluster cluster;
  private final Engine engine;
  private final List<Path> copies = new ArrayList<>();
  private final Map<Target, Member> instances = new HashMap<>();

  private LocalShop(Path root, LocalCluster cluster, Engine engine) {
    this.root = root;
    this.cluster = cluster;
    this.engine = engine;
  }

  /** Servers with the schema and the demo shop's data, but no instance yet. */
  public static LocalShop start(Path root, Engine engine, Progress progress) {
    try {
      LocalShop shop =
          new LocalShop(
              root, LocalCluster.builder().engine(engine).progress(progress).start(), engine);
      try {
        Path jar = builtJar(root);
        shop.run(jar, "migrate");
        shop.run(jar, "seed", "--demo");
        progress.line("  demo shop      seeded");
        return shop;
      } catch (RuntimeException e) {
        shop.close();
        throw e;
      }
    } catch (LocalClusterException e) {
      throw new LoadException(e.getMessage(), e);
    }
  }

  /** One more instance, of this program; ready when this returns. */
  public Target serve(Path jar) {
    try {
      Member shop =
          cluster.shop(instances.size() + 1, java(copy(jar), "-Xmx768m"), cluster.environment());
      start(shop);
      Target target = Target.of("http://127.0.0.1:" + shop.port());
      instances.put(target, shop);
      return target;
    } catch (LocalClusterException e) {
      throw new LoadException(e.getMessage(), e);
    }
  }

  /** Ends instances in an orderly way, and then starts each anew: a new JVM, the same address. */
  public void restart(List<Target> targets) {
    try {
      List<Member> shops = targets.stream().map(instances::get).toList();
      shops.forEach(Member::stop);
      shops.forEach(LocalShop::start);
    } catch (LocalClusterException e) {
      throw new LoadException(e.getMessage(), e);
    }
  }

  private static void start(Member shop) {
    shop.start();
    ProcessHandle.current().children().forEach(Precedence::giveWay);
  }

  /** The program of this repository. */
  public static Path builtJar(Path root) {
    Path target = root.resolve("mall-app/target");
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(target, "mall-app-*-exec.jar")) {
      for (Path jar : jars) {
        return jar;
      }
    } catch (IOException e) {
      // Told below.
    }
    throw new LoadException("No shop has been built in " + target + ": run ./mvnw -q package");
  }

  public String engine() {
    return engine.name().toLowerCase(Locale.ROOT);
  }

  /** Its books, read from the databases. */
  public Books books() {
    return new Books(cluster.environment());
  }

  /** The servers that it runs on. */
  public LocalCluster cluster() {
    return cluster;
  }

  /** A build meanwhile must not pull the file from under a running shop. */
  private Path copy(Path jar) {
    try {
      removeLeftOvers();
      Path copy = Files.createTempFile(target(), COPY + ProcessHandle.current().pid() + "-", JAR);
      copies.add(copy);
      // Ctrl-C ends the servers, but nobody closes this then.
      copy.toFile().deleteOnExit();
      return Files.copy(jar, copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new LoadException("Cannot copy " + jar + ": " + e.getMessage(), e);
    }
  }

  /** What runners that were killed could not remove. */
  private void removeLeftOvers() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(target(), COPY + "*" + JAR)) {
      for (Path file : files) {
        String pid = file.getFileName().toString().replaceFirst(COPY + "(\\d+)-.*", "$1");
        if (!pid.matches("\\d{1,18}") || ProcessHandle.of(Long.parseLong(pid)).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private Path target() throws IOException {
    return Files.createDirectories(root.resolve("jmeter-plans/target"));
  }

  private List<String> java(Path jar, String memory) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        memory,
        "-Dmall.home=" + root,
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-jar",
        jar.toString());
  }

  private void run(Path jar, String... arguments) {
    List<String> line = new ArrayList<>(java(jar, "-Xmx512m"));
    line.addAll(List.of(arguments));
    try {
      Path folder = Files.createTempDirectory(target(), "command");
      Path log = folder.resolve("log");
      ChildProcess command =
          ChildProcess.start(
              new ChildProcess.Command(
                  arguments[0], line, cluster.environment(), Duration.ofSeconds(5)),
              folder,
              log);
      if (!command.ended(COMMAND) || command.exitStatus() != 0) {
        command.kill();
        throw new LoadException(arguments[0] + " failed:\n" + Files.readString(log));
      }
      for (Path file : List.of(log, folder.resolve("guardian.sh"), folder)) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new LoadException(arguments[0] + " cannot run: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    cluster.close();
    for (Path copy : copies) {
      try {
        Files.deleteIfExists(copy);
      } catch (IOException e) {
        // It lies in target.
      }
    }
  }
}
