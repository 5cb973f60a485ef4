package io.mall.sharding.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantedTest {

  private static final Path CLEAN_SCHEMA = Examples.FOLDER.resolve("schema/clean.sql");

  @Test
  void theCleanFileHasNoFinding() {
    assertThat(Examples.lintWithSchema(Examples.text("clean.yaml"), CLEAN_SCHEMA)).isEmpty();
    assertThat(Examples.lint(Examples.text("clean.yaml"))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(value = Code.class, mode = EnumSource.Mode.MATCH_NONE, names = "SC1[1-9].")
  void aPlantedMistakeIsFoundUnderItsCodeAndNoOther(Code code) {
    Path schema = Examples.FOLDER.resolve("planted/" + code + ".sql");
    List<Finding> findings =
        Examples.lintWithSchema(
            Examples.text("planted/" + code + ".yaml"),
            Files.exists(schema) ? schema : CLEAN_SCHEMA);
    assertThat(Examples.codes(findings)).as(findings.toString()).containsExactly(code);
    assertThat(findings).allSatisfy(each -> assertThat(each.at().line()).isPositive());
  }

  @ParameterizedTest
  @EnumSource(Code.class)
  void everyRuleHasAPageWithAllItsSections(Code code) {
    Page page = Page.of(code);
    assertThat(page.markdown()).startsWith("# " + code + " ");
    for (String section : List.of("What", "Why", "Bad", "Good", "Fix")) {
      assertThat(page.section(section)).as(section).isNotBlank();
    }
    assertThat(page.section("Bad")).isNotEqualTo(page.section("Good"));
  }

  @Test
  void theThreeMistakesOfTheTicketingApplicationAreFoundEachByItsOwnCode() {
    List<Finding> findings = Examples.lint(Examples.text("ticketing.yaml"));
    assertThat(Examples.codes(findings))
        .as(findings.toString())
        .containsExactly(Code.SC052, Code.SC054, Code.SC055);
    assertThat(findings)
        .filteredOn(each -> each.code() == Code.SC052)
        .singleElement()
        .satisfies(each -> assertThat(each.what()).contains("32 of 64 data nodes"));
  }
}
