package io.mall.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The shop as one executable jar, which also migrates schemas and seeds data. */
record ShopJar(Path file, Home home) {

  static ShopJar find(Home home) {
    Path target = home.root().resolve("mall-app/target");
    if (Files.isDirectory(target)) {
      try (var jars = Files.newDirectoryStream(target, "mall-app-*-exec.jar")) {
        for (Path jar : jars) {
          return new ShopJar(jar, home);
        }
      } catch (IOException e) {
        throw new LocalClusterException("Cannot read " + target + ": " + e.getMessage(), e);
      }
    }
    throw new LocalClusterException(
        "No shop has been built in " + target + ": run ./mvnw -q -DskipTests package");
  }

  /** A copy that a build meanwhile does not pull from under a running shop. */
  ShopJar copiedTo(DataFolder data) {
    try {
      Path copy = data.path("shop.jar");
      Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      return new ShopJar(copy, home);
    } catch (IOException e) {
      throw new LocalClusterException("Cannot copy " + file + ": " + e.getMessage(), e);
    }
  }

  /** The line that runs it. */
  List<String> java(String memory) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        memory,
        "-Dmall.home=" + home.root(),
        "-XX:+ExitOnOutOfMemoryError",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-jar",
        file.toString());
  }

  /** Runs one of its commands to the end. */
  void run(String name, DataFolder data, Map<String, String> environment, String... arguments) {
    List<String> line = new ArrayList<>(java("-Xmx512m"));
    line.addAll(List.of(arguments));
    Log log = data.log(name);
    log.clear();
    ChildProcess process =
        ChildProcess.start(
            new ChildProcess.Command(name, line, environment, Duration.ofSeconds(10)),
            data.root(),
            log.file());
    data.remember(name, process);
    if (!Await.until(Duration.ofMinutes(30), () -> !process.alive())) {
      process.kill();
      throw new LocalClusterException(name + " took more than 30 minutes:\n" + log.end());
    }
    if (process.exitStatus() != 0) {
      throw new LocalClusterException(
          name + " failed with status " + process.exitStatus() + ":\n" + log.end());
    }
  }
}
