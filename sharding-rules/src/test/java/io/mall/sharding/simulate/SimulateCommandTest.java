package io.mall.sharding.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.mall.sharding.cli.ShardctlRun;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

class SimulateCommandTest {

  private static final Path VALID = Path.of("src/test/resources/lint/valid");

  @TempDir private Path folder = Path.of("");

  private Path keys(List<String> lines) throws IOException {
    return Files.write(folder.resolve("keys"), lines);
  }

  @Test
  void theShopIsEvenForKeysThatAreAllAlike() {
    JsonNode loads = ShardctlRun.of("simulate", "--json").json().get("loads");
    assertThat(loads).hasSize(2);
    assertThat(loads.get(0).get("alike")).extracting(JsonNode::asText).contains("orders", "users");
    assertThat(loads.get(0).get("count").asLong()).isEqualTo(1_000_000);
    assertThat(loads.get(0).get("nodes").get("maxToMean").asDouble()).isBetween(1.0, 1.05);
    assertThat(loads.get(0).get("nodes").get("parts")).hasSize(16);
  }

  @Test
  void aSkewedDistributionIsAFindingAndNamesTheHottestSlotsAndKeys() {
    ShardctlRun run = ShardctlRun.of("simulate", "--zipf", "1.2", "--table", "inventory");
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("█", "hottest slots: slot ", "hottest keys: ");
    assertThat(ShardctlRun.of("simulate", "--zipf", "1.2", "--table", "inventory"))
        .as("the same seed, the same answer")
        .isEqualTo(run);
  }

  @Test
  void keysOfAFileGoWhereTheirSlotsAre() throws IOException {
    Path keys = keys(List.of("1", "1", "65, a comment", "1023"));
    JsonNode load =
        ShardctlRun.of("simulate", "--keys", keys, "--table", "orders", "--json")
            .json()
            .get("loads")
            .get(0);
    assertThat(load.get("count").asLong()).isEqualTo(4);
    JsonNode parts = load.get("nodes").get("parts");
    assertThat(parts.get(0).get("load").asDouble()).isEqualTo(2);
    assertThat(parts.get(1).get("load").asDouble()).isEqualTo(1);
    assertThat(parts.get(15).get("load").asDouble()).isEqualTo(1);
    assertThat(load.get("hottestSlots").get(0).get("what").asText()).isEqualTo("slot 1, group 0");
    assertThat(load.get("hottestKeys").get(0).get("share").asDouble()).isCloseTo(0.5, within(1e-9));
    assertThat(load.get("dataSources").get("maxToMean").asDouble()).isCloseTo(1.5, within(1e-9));
  }

  @Test
  void tablesThatNoKeyReachesAndKeysThatGoNowhereAreFindings() throws IOException {
    Path keys = keys(IntStream.range(0, 1000).mapToObj(each -> String.valueOf(16 * each)).toList());
    ShardctlRun run =
        ShardctlRun.of(
            "simulate", "--rules", VALID.resolve("01-tables-in-one-database.yaml"), "--keys", keys);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out()).contains("no key reaches: ds.post_1, ds.post_2");

    Path texts = keys(List.of("12", "twelve"));
    assertThat(ShardctlRun.of("simulate", "--keys", texts, "--table", "orders").out())
        .contains("50.00 % of the keys go nowhere, such as user_id = twelve");
  }

  @Test
  void everyValidFileCanBeSimulatedOrSaysWhyNot() throws IOException {
    try (var files = Files.list(VALID)) {
      for (Path each : files.sorted().toList()) {
        ShardctlRun run = ShardctlRun.of("simulate", "--rules", each, "--count", "10000");
        assertThat(run.exit()).as(each + run.out() + run.err()).isIn(0, 1);
        assertThat(run.err()).isEmpty();
      }
    }
  }

  @Test
  void theReportIsOneWellFormedPageAndTheChartAnImage() throws Exception {
    Path html = folder.resolve("load.html");
    Path svg = folder.resolve("load.svg");
    ShardctlRun.of("simulate", "--count", "1000", "--html", html, "--svg", svg);

    assertThat(html).content().contains("<h2>users</h2>", "<h2>inventory</h2>", "<svg");
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Files.readString(svg))));
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(17);
  }

  @Test
  void aTableThatIsNotInTheFileIsWrongUsage() {
    ShardctlRun run = ShardctlRun.of("simulate", "--table", "nope");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("has no table nope");
  }
}
