package io.mall.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what servers there shall be. */
final class ServerOptions {
  @Option(
      names = "--engine",
      description = "embedded, mysql or external (default: ${DEFAULT-VALUE}).",
      defaultValue = "embedded")
  private String engine = "embedded";

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Keeps the data there between runs; without it they are temporary.")
  private @Nullable Path data;

  Engine engine() {
    return Engine.named(engine);
  }

  /** Starts the servers, tells where they are, and writes the environment file. */
  LocalCluster start(Progress console) {
    long begin = System.nanoTime();
    console.line("starting the servers (engine " + engine() + ")");
    LocalCluster.Builder builder = LocalCluster.builder().engine(engine()).progress(console);
    if (data != null) {
      builder.data(data);
    }
    LocalCluster cluster = builder.start();
    writeEnvironment(cluster);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    console.ready("servers", "", took);
    return cluster;
  }

  /** As shell lines, for a shop that is started by hand or from an IDE. */
  private static void writeEnvironment(LocalCluster cluster) {
    Path file = cluster.data().path("environment");
    StringBuilder text = new StringBuilder();
    cluster
        .environment()
        .forEach((name, value) -> text.append("export " + name + "='" + value + "'\n"));
    try {
      Files.deleteIfExists(file);
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new LocalClusterException("Cannot write " + file + ": " + e.getMessage(), e);
    }
  }
}
