package io.mall.local;

import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The root of the repository, and the folders in it that the cluster uses. */
record Home(Path root) {

  /** By the system property {@code mall.home}, else upwards from the working directory. */
  static Home find() {
    String property = System.getProperty("mall.home");
    if (property != null) {
      return new Home(Path.of(property).toAbsolutePath().normalize());
    }
    @Nullable Path folder = Path.of("").toAbsolutePath();
    while (folder != null) {
      if (Files.exists(folder.resolve("mvnw"))
          && Files.isDirectory(folder.resolve("sharding-rules"))) {
        return new Home(folder);
      }
      folder = folder.getParent();
    }
    throw new LocalClusterException(
        "No Mall repository at or above "
            + Path.of("").toAbsolutePath()
            + ": start there, or set the system property mall.home.");
  }

  Path engines() {
    return root.resolve(".mall").resolve("engines");
  }

  Path temporaryRuns() {
    return root.resolve("ops/local/target/run");
  }

  Path seataClassPath() {
    return root.resolve("ops/local/seata-server/target/class-path");
  }

  Path seataConfiguration() {
    return root.resolve("seata-config/server");
  }
}
