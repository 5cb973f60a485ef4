package io.mall.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The machine and the commit that figures belong to. */
final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Share of all cores that were busy since this was asked last; not a number when unknown. */
  static double busy() {
    double load =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean system
            ? system.getCpuLoad()
            : Double.NaN;
    return load < 0 ? Double.NaN : load;
  }

  /** Its kind: system, architecture and, where Linux tells, the make of its processor. */
  static String name() {
    String name = System.getProperty("os.name") + " " + System.getProperty("os.arch");
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> name + " " + line.substring(line.indexOf(':') + 1).strip())
          .orElse(name);
    } catch (IOException | UncheckedIOException e) {
      return name;
    }
  }

  /** The commit that is checked out, and whether there are changes. */
  static String commit(Path root) {
    String commit = git(root, "rev-parse", "--short", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return git(root, "status", "--porcelain", "--untracked-files=no").isEmpty()
        ? commit
        : commit + " with changes";
  }

  private static String git(Path root, String... arguments) {
    try {
      String[] line = new String[arguments.length + 3];
      line[0] = "git";
      line[1] = "-C";
      line[2] = root.toString();
      System.arraycopy(arguments, 0, line, 3, arguments.length);
      Process git = new ProcessBuilder(line).redirectErrorStream(true).start();
      String out = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? out : "";
    } catch (IOException e) {
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
