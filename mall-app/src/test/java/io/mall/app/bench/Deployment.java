package io.mall.app.bench;

import io.mall.app.MallApplication;
import io.mall.local.Member;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole shop beside the site's own, on the same servers: schemas and rules of its own, the demo
 * data, instances in processes of their own.
 */
final class Deployment {

  /** Settings of a site's own shop that has nothing to do. */
  static final Map<String, String> IDLE =
      Map.of(
          "mall.pool.maximum-pool-size", "10",
          "mall.pool.minimum-idle", "1",
          "mall.sweep.enabled", "false");

  private final Site site;
  private final Map<String, String> environment;
  private final Path folder;

  private Deployment(Site site, Map<String, String> environment, Path folder) {
    this.site = site;
    this.environment = environment;
    this.folder = folder;
  }

  /**
   * Makes the schemas, on both servers in turn, and fills them.
   *
   * @param name distinguishes it from others of the site: letters and digits
   */
  static Deployment of(Site site, String name, int dataSources)
      throws IOException, InterruptedException, SQLException {
    Map<String, String> environment = new LinkedHashMap<>(site.environment());
    place(site, environment, "CATALOG", "DS_0", "mall_" + name + "_catalog");
    for (int i = dataSources - 1; i >= 0; i--) {
      place(site, environment, Integer.toString(i), "DS_" + i % 2, "mall_" + name + "_" + i);
    }
    Path folder = site.folder().resolve(name);
    Path rules = Files.createDirectories(folder.resolve("sharding-rules")).resolve("rules.yaml");
    Files.writeString(rules, new RulesFor(dataSources).edit(bundledRules()));
    Deployment deployment = new Deployment(site, environment, folder);
    deployment.run("migrate");
    deployment.run("seed", "--demo");
    return deployment;
  }

  /** Starts an instance; it ends with the site. */
  Member start(int number, String... settings) {
    return startWith(number, System.getProperty("java.class.path"), settings);
  }

  /** The same with other libraries: a class path. */
  Member startWith(int number, String libraries, String... settings) {
    List<String> program = new ArrayList<>(java(folder + File.pathSeparator + libraries));
    program.add("--spring.profiles.active=local");
    program.add("--logging.level.root=WARN");
    program.add("--mall.pool.maximum-pool-size=40");
    program.add("--mall.pool.minimum-idle=10");
    program.addAll(List.of(settings));
    return site.start(number, program, environment);
  }

  private void run(String... arguments) throws IOException, InterruptedException {
    List<String> line =
        new ArrayList<>(java(folder + File.pathSeparator + System.getProperty("java.class.path")));
    line.addAll(List.of(arguments));
    Path log = folder.resolve(arguments[0] + ".log");
    ProcessBuilder builder =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    if (builder.start().waitFor() != 0) {
      throw new IllegalStateException(arguments[0] + " failed: " + Files.readString(log));
    }
  }

  private static List<String> java(String classPath) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx768m",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        classPath,
        MallApplication.class.getName());
  }

  /** A schema on the server of one of the site's data sources, and the variables that name it. */
  private static void place(
      Site site, Map<String, String> environment, String dataSource, String like, String schema)
      throws SQLException {
    try (Connection connection = site.connect(like);
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE DATABASE " + schema + " CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci");
    }
    for (String role : List.of("PRIMARY", "REPLICA")) {
      environment.put("MALL_DS_" + dataSource + "_" + role + "_URL", site.url(like, role, schema));
    }
  }

  private static String bundledRules() throws IOException {
    try (var in = Deployment.class.getResourceAsStream("/sharding-rules/rules.yaml")) {
      if (in == null) {
        throw new IllegalStateException("no sharding-rules/rules.yaml on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
