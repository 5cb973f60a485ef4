package io.mall.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, with JMeter, on shops of a few lines: one of them 10 % slower. */
@Tag("real")
@Tag("long")
class CompareTest {
  private static final Duration USUAL = Duration.ofMillis(20);
  private static final Duration SLOWER = Duration.ofMillis(22);

  @TempDir private Path folder = Path.of("");

  private int compare(StubShop a, StubShop b) {
    return Main.commands()
        .execute(
            "compare",
            "browse",
            a.url(),
            b.url(),
            "--users",
            "10",
            "-Jthink=0",
            "--warm-up",
            "2s",
            "--duration",
            "3s",
            "--rounds",
            "6",
            "--out",
            folder.toString());
  }

  @Test
  void aShopThatIsTenPercentSlowerIsFlagged() throws Exception {
    try (StubShop a = new StubShop(() -> USUAL, 0);
        StubShop b = new StubShop(() -> SLOWER, 0)) {
      assertThat(compare(a, b)).isEqualTo(1);
      assertThat(Files.readString(folder.resolve("compare.json"))).contains("\"B: SLOWER\"");
    }
  }

  @Test
  void aShopBesideItsTwinIsNot() throws Exception {
    try (StubShop a = new StubShop(() -> USUAL, 0);
        StubShop b = new StubShop(() -> USUAL, 0)) {
      assertThat(compare(a, b)).isEqualTo(0);
    }
  }
}
