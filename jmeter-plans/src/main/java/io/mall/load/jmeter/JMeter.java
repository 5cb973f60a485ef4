package io.mall.load.jmeter;

import io.mall.load.LoadException;
import io.mall.local.ChildProcess;
import io.mall.local.LocalClusterException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JMeter as Maven brought it, in a JVM of its own. */
public final class JMeter {
  /** What the JTL holds: what the dashboard asks for, without the addresses. */
  private static final Map<String, String> SAVED =
      Map.of(
          "jmeter.save.saveservice.autoflush", "true",
          "jmeter.save.saveservice.url", "false",
          "jmeter.save.saveservice.data_type", "false",
          "jmeter.save.saveservice.idle_time", "false",
          "summariser.name", "");

  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration DASHBOARD = Duration.ofMinutes(10);
  private static final Duration WINDOW = Duration.ofDays(7);
  private static final String GUARDIAN = "guardian.sh";
  private static final String HEADLESS = "-Djava.awt.headless=true";

  private final Path home;
  private final String classPath;
  private final String memory;

  private JMeter(Path home, String classPath, String memory) {
    this.home = home;
    this.classPath = classPath;
    this.memory = memory;
  }

  /**
   * The one in {@code jmeter-plans/jmeter/target}.
   *
   * @param root of the repository
   * @param memory for its heap, like {@code 512m}
   */
  public static JMeter find(Path root, String memory) {
    Path target = root.resolve("jmeter-plans/jmeter/target");
    Path home = target.resolve("home");
    try {
      // It complains of folders that it looks for further jars in.
      Files.createDirectories(home.resolve("lib/ext"));
      Files.createDirectories(home.resolve("lib/junit"));
      return new JMeter(home, Files.readString(target.resolve("class-path")).strip(), memory);
    } catch (IOException e) {
      throw new LoadException(
          "JMeter is not in " + target + ": run ./mvnw -q -pl jmeter-plans/jmeter package", e);
    }
  }

  /**
   * Starts a plan.
   *
   * @param samples the JTL it writes, a line for each sample
   */
  public Run start(Path plan, Map<String, String> properties, Path samples) {
    List<String> line = line(samples.resolveSibling("jmeter.log"));
    line.addAll(List.of("-n", "-t", plan.toString(), "-l", samples.toString()));
    // Its open model leaves threads behind that keep it for another minute.
    line.add("-Jjmeterengine.force.system.exit=true");
    SAVED.forEach((name, value) -> line.add("-J" + name + "=" + value));
    properties.forEach((name, value) -> line.add("-J" + name + "=" + value));
    return started(line, samples, "jmeter.out");
  }

  /** Opens its window with a plan, and returns when somebody has closed it. */
  public void edit(Path plan) {
    Path log = home.resolve("window.log");
    // Its menus hold what it finds in the jars of this folder, not what is on the class path.
    for (String jar : classPath.split(File.pathSeparator, -1)) {
      Path file = Path.of(jar);
      if (file.getFileName().toString().startsWith("ApacheJMeter")) {
        link(home.resolve("lib/ext").resolve(file.getFileName()), file);
      }
    }
    List<String> line = line(log);
    line.replaceAll(word -> word.equals(HEADLESS) ? "-Djava.awt.headless=false" : word);
    line.addAll(List.of("-t", plan.toString()));
    try (Run run = started(line, log, "window.out")) {
      if (!run.ended(WINDOW) || run.process.exitStatus() != 0) {
        throw new LoadException("JMeter's window failed: see " + log + "\n" + run.lastWords());
      }
    }
  }

  private static void link(Path link, Path jar) {
    try {
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, jar);
    } catch (IOException e) {
      throw new LoadException("Cannot write " + link, e);
    }
  }

  /** Writes its dashboard from samples; answers the page. */
  public Path dashboard(Path samples, Path folder) {
    Path log = samples.resolveSibling("dashboard.log");
    List<String> line = line(log);
    line.addAll(List.of("-g", samples.toString(), "-o", folder.toString()));
    SAVED.forEach((name, value) -> line.add("-J" + name + "=" + value));
    line.add("-Jjmeter.reportgenerator.overall_granularity=1000");
    try (Run run = started(line, samples, "dashboard.out")) {
      if (!run.ended(DASHBOARD) || run.process.exitStatus() != 0) {
        throw new LoadException("JMeter wrote no dashboard: see " + log);
      }
    }
    return folder.resolve("index.html");
  }

  private List<String> line(Path log) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(
        List.of(
            "-Xmx" + memory,
            "-Xss512k",
            "-XX:+UseParallelGC",
            HEADLESS,
            "-Djava.util.prefs.userRoot=" + home,
            "--sun-misc-unsafe-memory-access=allow",
            "-Djmeter.home=" + home,
            "-cp",
            classPath,
            "org.apache.jmeter.NewDriver",
            "-j",
            log.toString(),
            // Two lines for each arrival otherwise.
            "-Lorg.apache.jmeter.threads=WARN"));
    return line;
  }

  private static Run started(List<String> line, Path samples, String out) {
    Path words = samples.resolveSibling(out);
    try {
      Files.deleteIfExists(words);
      Path folder = samples.resolveSibling("");
      ChildProcess.Command command = new ChildProcess.Command("JMeter", line, PATIENCE);
      // Ctrl-C ends JMeter, but nobody closes the run then.
      folder.resolve(GUARDIAN).toFile().deleteOnExit();
      return new Run(ChildProcess.start(command, folder, words), words);
    } catch (IOException | LocalClusterException e) {
      throw new LoadException("JMeter cannot be started: " + e.getMessage(), e);
    }
  }

  /** JMeter under way; it ends when this process does, however that goes. */
  public static final class Run implements AutoCloseable {
    private final ChildProcess process;
    private final Path out;

    private Run(ChildProcess process, Path out) {
      this.process = process;
      this.out = out;
    }

    /** CPU time that it has used so far. */
    public Duration cpu() {
      return process.handle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    public boolean ended(Duration bound) {
      return process.ended(bound);
    }

    /** Of a run that has ended; not 0 when it was killed or failed. */
    public int exitStatus() {
      return process.exitStatus();
    }

    /** What it said last. */
    public String lastWords() {
      try {
        List<String> lines = Files.readAllLines(out);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
      } catch (IOException e) {
        return "";
      }
    }

    @Override
    public void close() {
      process.kill();
      try {
        Files.deleteIfExists(out.resolveSibling(GUARDIAN));
      } catch (IOException e) {
        // A few lines of shell among the results.
      }
    }
  }
}
