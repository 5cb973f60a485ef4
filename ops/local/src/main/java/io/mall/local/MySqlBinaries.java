package io.mall.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A MySQL server's program, and an empty data directory of its version to copy. */
record MySqlBinaries(Path server, Path template) {
  private static final Pattern VERSION = Pattern.compile("Ver (\\d+)\\.(\\d+)\\.(\\d+)");

  /** The program that MALL_MYSQLD names, else the one that ops/bin/fetch-mysql brought. */
  static MySqlBinaries find(Home home, Progress progress) {
    Path server = given().or(() -> fetched(home)).orElseThrow(MySqlBinaries::absent);
    String version = version(server);
    Path template = home.engines().resolve("mysql-" + version + "-template");
    if (!Files.exists(template)) {
      progress.line("  initialising a data directory of MySQL " + version + " (once)");
    }
    return new MySqlBinaries(server, Binaries.once(template, half -> initialise(server, half)));
  }

  private static LocalClusterException absent() {
    return new LocalClusterException(
        "The engine 'mysql' needs a mysqld 8.4 or newer: run ops/bin/fetch-mysql, or name one in"
            + " MALL_MYSQLD.");
  }

  private static Optional<Path> given() {
    String path =
        System.getProperty("mall.mysqld", System.getenv().getOrDefault("MALL_MYSQLD", ""));
    if (path.isEmpty()) {
      return Optional.empty();
    }
    Path server = Path.of(path).toAbsolutePath();
    if (!Files.isExecutable(server)) {
      throw new LocalClusterException("MALL_MYSQLD names no program: " + server);
    }
    return Optional.of(server);
  }

  private static Optional<Path> fetched(Home home) {
    if (!Files.isDirectory(home.engines())) {
      return Optional.empty();
    }
    try (var folders = Files.list(home.engines())) {
      return folders
          .map(folder -> folder.resolve("bin/mysqld"))
          .filter(program -> Files.isExecutable(program) && program.toString().contains("/mysql-"))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new LocalClusterException("Cannot read " + home.engines() + ": " + e.getMessage(), e);
    }
  }

  private static String version(Path server) {
    String text;
    try {
      Process process =
          new ProcessBuilder(server.toString(), "--version").redirectErrorStream(true).start();
      text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new LocalClusterException("Cannot run " + server + ": " + e.getMessage(), e);
    }
    Matcher matcher = VERSION.matcher(text);
    if (!matcher.find() || text.contains("MariaDB")) {
      throw new LocalClusterException(server + " is no MySQL server: " + text);
    }
    if (Integer.parseInt(matcher.group(1)) * 100 + Integer.parseInt(matcher.group(2)) < 804) {
      throw new LocalClusterException(server + " is too old, 8.4 is needed: " + text);
    }
    return matcher.group().substring("Ver ".length());
  }

  private static void initialise(Path server, Path half) throws IOException {
    Path log = Files.createTempFile("mysqld-initialise", ".log");
    List<String> line = new ArrayList<>();
    line.addAll(
        List.of(
            server.toString(),
            "--no-defaults",
            "--initialize-insecure",
            "--datadir=" + half,
            "--secure-file-priv=NULL",
            "--disable-log-bin",
            "--character-set-server=utf8mb4",
            "--collation-server=utf8mb4_general_ci",
            "--innodb-redo-log-capacity=8M"));
    if (Platform.current().isRoot()) {
      line.add("--user=root");
    }
    try {
      Process process =
          new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile()).start();
      if (process.waitFor() != 0) {
        throw new IOException(server + " --initialize-insecure failed:\n" + Files.readString(log));
      }
      // Each server draws its own identity.
      Files.deleteIfExists(half.resolve("auto.cnf"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while initialising.", e);
    } finally {
      Files.deleteIfExists(log);
    }
  }
}
