package io.mall.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.load.jmeter.JMeter;
import io.mall.load.measure.Figures;
import io.mall.load.plan.Load.Closed;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Plan;
import io.mall.load.plan.Plans;
import io.mall.load.shop.Target;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JMeter against a shop of a few lines that stalls, or that is not there. */
@Tag("real")
class StallTest {
  private static final Path ROOT = Path.of(System.getProperty("mall.home"));
  private static final long PERIOD = Duration.ofSeconds(5).toMillis();
  private static final long STALL = 200;

  @TempDir private Path folder = Path.of("");

  /** Nobody is answered in the first 200 ms of every 5 s. */
  private static Duration stall() {
    long phase = System.currentTimeMillis() % PERIOD;
    return Duration.ofMillis(Math.max(0, STALL - phase));
  }

  @Test
  void aStallOf200MillisecondsEveryFiveSecondsShowsInTheCorrectedPercentiles() throws Exception {
    Files.write(folder.resolve("products.csv"), List.of("productId", "1", "2", "3"));
    try (StubShop shop = new StubShop(StallTest::stall, 0)) {
      // A machine that is busy with something else for a while has stalls of its own.
      Figures product = drive(shop);
      for (int tries = 1; tries < 3 && !showsTheStall(product); tries++) {
        product = drive(shop);
      }
      assertThat(product.errors()).isZero();
      // Two stalls in ten seconds are 4 % of the time, but hardly any of the requests.
      assertThat(product.corrected(98)).isBetween(80L, STALL + 100);
      assertThat(product.measured(98)).isLessThan(product.corrected(98) / 2);
    }
  }

  private static boolean showsTheStall(Figures product) {
    long corrected = product.corrected(98);
    return corrected >= 80 && corrected <= STALL + 100 && product.measured(98) < corrected / 2;
  }

  private Figures drive(StubShop shop) throws Exception {
    Plan plan = Plans.of(ROOT).plan("browse");
    Course course = plan.course(new Closed(10), Duration.ofSeconds(4), Duration.ofSeconds(10));
    Target target = Target.of(shop.url());
    Path run = Files.createTempDirectory(folder, "run");
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Drive(JMeter.find(ROOT, "256m"), new Live(nowhere, false))
        .run(new Drive.Job(plan, course, target, folder, Map.of("think", "5"), run))
        .measurement()
        .label("GET product")
        .orElseThrow();
  }

  @Test
  void aShopThatIsNotThereIsToldInOneLine() {
    StringWriter words = new StringWriter();
    int code =
        Main.commands()
            .setErr(new PrintWriter(words, true))
            .execute("browse", "--target", "http://127.0.0.1:1", "--out", folder.toString());
    assertThat(code).isEqualTo(3);
    assertThat(words.toString().lines())
        .singleElement()
        .asString()
        .startsWith("Nothing answers at http://127.0.0.1:1: ");
  }

  @Test
  void wrongUsageIsToldAsSuch() {
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    assertThat(Main.commands().setErr(nowhere).execute("no-such-plan")).isEqualTo(2);
    assertThat(Main.commands().setErr(nowhere).execute("browse", "--users", "5", "--rate", "3"))
        .isEqualTo(2);
    assertThat(Main.commands().setErr(nowhere).execute("browse", "--duration", "soon"))
        .isEqualTo(2);
    assertThat(Main.commands().setErr(nowhere).execute()).isEqualTo(2);
    assertThat(
            Main.commands()
                .setErr(nowhere)
                .execute("compare", "browse", "http://a:1", "http://b:1", "--rounds", "3"))
        .isEqualTo(2);
    assertThat(Main.commands().setErr(nowhere).execute("compare", "browse", "http://a:1", "b.jar"))
        .isEqualTo(2);
    assertThat(Main.commands().setErr(nowhere).execute("compare", "browse", "a.jar", "b.jar"))
        .isEqualTo(2);
    assertThat(Main.commands().setErr(nowhere).execute("edit", "no-such-plan")).isEqualTo(2);
    assertThat(Main.commands().setErr(nowhere).execute("baseline", "save", "no-such-plan"))
        .isEqualTo(2);
    assertThat(Main.commands().setErr(nowhere).execute("baseline", "check", folder.toString()))
        .isEqualTo(3);
  }
}
