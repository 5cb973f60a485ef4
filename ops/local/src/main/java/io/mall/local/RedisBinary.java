package io.mall.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/** Finds a redis-server that runs here: out of a jar, else installed. */
final class RedisBinary {
  private RedisBinary() {}

  static Path find(Home home) {
    Optional<Path> unpacked = unpacked(home).filter(RedisBinary::runs);
    if (unpacked.isPresent()) {
      return unpacked.get();
    }
    Path installed = Path.of("redis-server");
    if (runs(installed)) {
      return installed;
    }
    throw new LocalClusterException(
        "No Redis runs here: the packaged binary needs OpenSSL 3 (libssl3), and there is no"
            + " redis-server on PATH; install either.");
  }

  private static Optional<Path> unpacked(Home home) {
    String suffix = "-" + Platform.current();
    return Binaries.jarWith("redis/embedded/RedisServer.class")
        .flatMap(
            jar ->
                jar.stream()
                    .filter(entry -> entry.getName().matches("redis-server-[^/]*" + suffix))
                    .findFirst()
                    .map(entry -> unpack(home, jar, entry)));
  }

  private static Path unpack(Home home, JarFile jar, JarEntry entry) {
    Path folder = home.engines().resolve(entry.getName().replace("-server", ""));
    Binaries.once(
        folder,
        half -> {
          Path program = half.resolve("redis-server");
          try (InputStream in = jar.getInputStream(entry)) {
            Files.copy(in, program);
          }
          Binaries.makeExecutable(program);
        });
    return folder.resolve("redis-server");
  }

  private static boolean runs(Path program) {
    try {
      Process version =
          new ProcessBuilder(program.toString(), "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (!version.waitFor(5, TimeUnit.SECONDS)) {
        version.destroyForcibly();
        return false;
      }
      return version.exitValue() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
