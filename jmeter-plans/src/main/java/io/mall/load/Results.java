package io.mall.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The folders that runs write into: {@code jmeter-plans/target/results/PLAN-TIME}. */
final class Results {
  static final String JSON = "result.json";
  static final String PAGE = "summary.html";
  static final String DASHBOARD = "dashboard";

  /** Of all plans each has a folder in that of the whole. */
  private static final int DEPTH = 3;

  private Results() {}

  /** A new folder, unless one was chosen. */
  static Path folder(Path root, String name, @Nullable Path chosen) throws IOException {
    Path folder = chosen;
    if (folder == null) {
      String time =
          DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss")
              .format(LocalDateTime.now(ZoneId.systemDefault()));
      folder = all(root).resolve(name + "-" + time);
    }
    return Files.createDirectories(folder).toAbsolutePath();
  }

  /** Takes out what an earlier run told: this one may fail before it has anything to tell. */
  static void clear(Path folder) throws IOException {
    for (String old : List.of(JSON, PAGE, DASHBOARD)) {
      Path file = folder.resolve(old);
      if (Files.exists(file)) {
        try (Stream<Path> all = Files.walk(file)) {
          for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(each);
          }
        }
      }
    }
  }

  /** The result of the plan's latest run, by itself or among all. */
  static Path latest(Path root, String plan) throws IOException {
    Path results = all(root);
    if (Files.exists(results)) {
      try (Stream<Path> files =
          Files.find(results, DEPTH, (file, about) -> file.endsWith(JSON) && isOf(plan, file))) {
        var latest = files.max(Comparator.comparingLong(file -> file.toFile().lastModified()));
        if (latest.isPresent()) {
          return latest.get();
        }
      }
    }
    throw new LoadException("No run of " + plan + " is in " + results + ".");
  }

  private static boolean isOf(String plan, Path result) {
    return result.resolveSibling("").toString().matches(".*/" + plan + "(-\\d{8}-\\d{6})?");
  }

  private static Path all(Path root) {
    return root.resolve("jmeter-plans/target/results");
  }
}
