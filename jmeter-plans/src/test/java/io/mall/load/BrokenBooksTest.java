package io.mall.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole command: servers and shop of its own, in whose databases somebody sells past it. */
@Tag("real")
@Tag("long")
@EnabledOnOs(value = OS.LINUX, disabledReason = "finds the databases in /proc")
class BrokenBooksTest {
  private static final Duration START = Duration.ofMinutes(5);

  @TempDir private Path folder = Path.of("");

  @Test
  void anOversellWhileItRunsEndsItWithFour() throws Exception {
    List<String> line = new ArrayList<>(List.of("browse", "--rate", "20/s", "--warm-up", "0s"));
    line.addAll(List.of("--duration", "5s"));
    line.addAll(Runner.options(folder, "own", "100 %"));
    try (Runner runner = Runner.start(folder, "own", line.toArray(String[]::new))) {
      runner.awaitSamples(folder.resolve("own"), START);
      sellOne(environmentOfShop(runner));
      runner.ends(4, "BROKEN: the shop's books are wrong");
      String said = Files.readString(folder.resolve("own.txt"));
      assertThat(said).contains("MISSED  every stock row equals its ledger: ");
      assertThat(said).doesNotContain("MISSED  samples", "MISSED  errors");
    }
  }

  private static void sellOne(Map<String, String> shop) throws Exception {
    try (Connection connection =
            DriverManager.getConnection(
                value(shop, "MALL_DS_0_PRIMARY_URL"),
                value(shop, "MALL_DB_USERNAME"),
                value(shop, "MALL_DB_PASSWORD"));
        Statement statement = connection.createStatement()) {
      int rows =
          statement.executeUpdate(
              "UPDATE inventory_0 SET available = available - 1, sold = sold + 1"
                  + " WHERE product_id = 1");
      assertThat(rows).isOne();
    }
  }

  private static Map<String, String> environmentOfShop(Runner runner) throws Exception {
    for (ProcessHandle process : runner.descendants().toList()) {
      Path file = Path.of("/proc", Long.toString(process.pid()), "environ");
      Map<String, String> environment =
          Files.readString(file, StandardCharsets.ISO_8859_1)
              .lines()
              .flatMap(all -> List.of(all.split("\0", -1)).stream())
              .filter(each -> each.contains("="))
              .collect(
                  Collectors.toMap(
                      each -> each.substring(0, each.indexOf('=')),
                      each -> each.substring(each.indexOf('=') + 1),
                      (first, second) -> first));
      if (environment.containsKey("MALL_DS_0_PRIMARY_URL")) {
        return environment;
      }
    }
    throw new AssertionError("No shop among the processes of the runner.");
  }

  private static String value(Map<String, String> environment, String name) {
    return Objects.requireNonNull(environment.get(name));
  }
}
