package io.mall.sharding.lint;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mall.sharding.cli.Shardctl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {

  @TempDir private Path folder = Path.of("");

  private Path rules = Path.of("");

  private record Run(int exit, String out, String err) {}

  @BeforeEach
  void copyTheCleanFile() throws IOException {
    rules = folder.resolve("rules.yaml");
    Files.writeString(rules, Examples.text("clean.yaml"));
  }

  private static Run shardctl(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Shardctl.run(
            List.of(args).stream().map(String::valueOf).toList(),
            name -> null,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private void spoil(String good, String bad) throws IOException {
    String text = Files.readString(rules);
    assertThat(text).contains(good);
    Files.writeString(rules, text.replace(good, bad));
  }

  @Test
  void aCleanFileEndsWithZero() {
    Run run = shardctl("lint", rules, "--schema", Examples.FOLDER.resolve("schema/clean.sql"));
    assertThat(run).isEqualTo(new Run(0, "0 errors, 0 warnings in 1 file\n", ""));
  }

  @Test
  void aFindingNamesThePlaceTheReasonAndTheFix() throws IOException {
    spoil("  sql-show: false", "  sql-show: true");
    Run run = shardctl("lint", rules);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains(rules + ":143:3: warning SC096: Every statement is logged")
        .contains("why: Each statement costs several log lines")
        .contains("fix: Write sql-show: false. (--fix does it)");
  }

  @Test
  void fixMendsWhatIsSafeAndLeavesTheRestOfTheFileAlone() throws IOException {
    String clean = Files.readString(rules);
    spoil("  sql-show: false", "  sql-shw: true");
    spoil("type: MOD", "type: MODD");
    spoil("      tableStrategy:", "      tableStrategie:");
    spoil("transactionalReadQueryStrategy: PRIMARY", "transactionalReadQueryStrategy: FIXED");
    Run run = shardctl("lint", "--fix", rules);
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out()).contains("fixes applied");
    assertThat(Files.readString(rules)).isEqualTo(clean);
  }

  @Test
  void jsonAndSarifSayTheSame() throws IOException {
    spoil("shardingAlgorithmName: visit_by_visitor", "shardingAlgorithmName: visit_by_nobody");
    Path sarif = folder.resolve("lint.sarif");
    Run run = shardctl("lint", rules, "--json", "--sarif", sarif);
    JsonNode json = new ObjectMapper().readTree(run.out());
    JsonNode log = new ObjectMapper().readTree(sarif.toFile());
    assertThat(json.at("/findings/0/code").asText()).isEqualTo("SC034");
    assertThat(json.at("/findings/0/line").asInt()).isEqualTo(94);
    assertThat(log.at("/version").asText()).isEqualTo("2.1.0");
    assertThat(log.at("/runs/0/results/0/ruleId").asText()).isEqualTo("SC034");
    assertThat(log.at("/runs/0/results/0/locations/0/physicalLocation/region/startLine").asInt())
        .isEqualTo(94);
    assertThat(log.at("/runs/0/tool/driver/rules").size()).isEqualTo(Code.values().length);
  }

  @Test
  void aFileCutAnywhereIsAFindingAndNeverAStackTrace() throws IOException {
    String clean = Examples.text("clean.yaml");
    for (int cut = 50; cut < clean.length(); cut += 397) {
      Files.writeString(rules, clean.substring(0, cut));
      Run run = shardctl("lint", rules);
      assertThat(run.exit()).as("cut at " + cut).isIn(0, 1);
      assertThat(run.err()).as("cut at " + cut).isEmpty();
    }
  }

  @Test
  void theRestOfABrokenFileIsStillChecked() throws IOException {
    spoil("    t_log:\n", "    t_log: 'never closed\n");
    spoil("  sql-show: false", "  sql-show: true");
    spoil("maximumPoolSize: 20\n  ds_log", "maximumPoolSiz: 20\n  ds_log");
    Run run = shardctl("lint", rules, folder.resolve("missing.yaml"));
    assertThat(run.out()).contains("SC001", "SC016", "missing.yaml:1:1: error SC001");
    assertThat(run.err()).isEmpty();
  }

  @Test
  void strangeDocumentsAreFindings() throws IOException {
    for (String text :
        List.of(
            "",
            "just text",
            "- a\n- b\n",
            "a: &x [*x]\n",
            "rules: 7\n",
            "rules:\n- !SHARDING\n",
            "rules:\n- !SHARDING\n  tables: [t]\n",
            "? [a]\n: b\n",
            "rules:\n- !SHARDING {tables: {t: {actualDataNodes: {a: b}, tableStrategy: x}}}\n",
            "dataSources: {a: 1}\nrules: [1]\n",
            "--- 1\n--- 2\n",
            "!!java.util.Date {}\n")) {
      Files.writeString(rules, text);
      Run run = shardctl("lint", rules);
      assertThat(run.exit()).as(text).isEqualTo(1);
      assertThat(run.err()).as(text).isEmpty();
    }
  }

  @Test
  void anExpressionThatCouldDoHarmIsNotRun() throws IOException {
    Path trace = folder.resolve("trace");
    spoil("ds_${0..1}.t_order_${0..3}", "ds_${0..1}.t_order_${new File('" + trace + "').mkdir()}");
    spoil("ds_${user_id % 2}", "ds_${'touch " + trace + "'.execute(); user_id % 2}");
    assertThat(shardctl("lint", rules).out()).contains("SC031", "SC045");
    assertThat(trace).doesNotExist();
  }

  @Test
  void aLoadBalancerIsMadeWithItsProperties() throws IOException {
    spoil("type: ROUND_ROBIN", "type: MALL_REPLICA\n      props: {max-lag: 2s}");
    assertThat(shardctl("lint", rules).out()).doesNotContain("SC025");
    spoil("max-lag: 2s", "max-lag: 2000");
    assertThat(shardctl("lint", rules).out()).contains("SC025", "max-lag is a time");
    spoil("max-lag: 2000", "max-lak: 2s");
    assertThat(shardctl("lint", rules).out()).contains("SC025", "no property `max-lak`");
  }

  @Test
  void aRuleExplainsItselfAndAnUnknownOneIsAUsageError() {
    assertThat(shardctl("rule", "sc052").out()).startsWith("# SC052 ").contains("## Fix");
    assertThat(shardctl("rule").out()).contains("SC001  error", "SC098  warning");
    assertThat(shardctl("rule", "SC999").exit()).isEqualTo(2);
    assertThat(shardctl("lint").exit()).isEqualTo(2);
  }
}
