package io.mall.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The Seata coordinator, in a JVM with a class path of its own. */
final class Seata extends Server {
  private final Home home;
  private final Settings settings;
  private final int httpPort;

  Seata(String name, DataFolder data, Settings settings, Home home) {
    super(name, settings.port(name), data);
    this.home = home;
    this.settings = settings;
    this.httpPort = settings.port(name + "-http");
  }

  @Override
  void prepare() {
    classPath();
  }

  private String classPath() {
    Path file = home.seataClassPath();
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new LocalClusterException(
          "The Seata server's class path cannot be read from "
              + file
              + ": run ./mvnw -q -pl ops/local/seata-server package",
          e);
    }
  }

  @Override
  ChildProcess.Command command() {
    List<String> line =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx256m",
            "-Xss512k",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--sun-misc-unsafe-memory-access=allow",
            "--enable-native-access=ALL-UNNAMED",
            "--add-opens=java.base/java.lang=ALL-UNNAMED",
            "-cp",
            home.seataConfiguration() + ":" + classPath(),
            "io.seata.server.ServerApplication");
    Map<String, String> environment =
        Map.of(
            "SEATA_SERVICE_PORT", Integer.toString(port()),
            "SEATA_HTTP_PORT", Integer.toString(httpPort),
            "SEATA_STORE_DIR", folder().resolve("store").toString(),
            "SEATA_LOG_DIR", folder().toString(),
            "SEATA_CONSOLE_PASSWORD", settings.password("seata-console"),
            "SEATA_CONSOLE_KEY", settings.password("seata-console-key"));
    return new ChildProcess.Command(name(), line, environment, Duration.ofSeconds(10));
  }

  @Override
  boolean serves() {
    return Ports.answers(port()) && Http.answersOk("http://127.0.0.1:" + httpPort + "/health");
  }
}
