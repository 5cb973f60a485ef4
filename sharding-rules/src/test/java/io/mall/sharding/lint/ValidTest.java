package io.mall.sharding.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ValidTest {

  private static final Path HOME = Path.of(System.getProperty("mall.home", ".."));

  static List<Path> handWritten() throws IOException {
    try (Stream<Path> files = Files.list(Examples.FOLDER.resolve("valid"))) {
      return files.sorted().toList();
    }
  }

  static Stream<Long> seeds() {
    return Stream.iterate(1L, seed -> seed + 1).limit(42);
  }

  @ParameterizedTest
  @MethodSource
  void handWritten(Path file) {
    assertNoError(new Linter(Linter.Options.DEFAULT).lint(file));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void aGeneratedFileHasNoError(long seed) {
    assertNoError(Examples.lint(ValidFiles.make(seed)));
  }

  @Test
  void theRulesOfTheShopHaveNoFindingAgainstItsSchema() throws IOException {
    Path rules = HOME.resolve("sharding-rules/rules.yaml");
    List<Finding> findings =
        Examples.lintWithSchema(Files.readString(rules), HOME.resolve("sql/schema"));
    assertThat(findings).isEmpty();
  }

  private static void assertNoError(List<Finding> findings) {
    assertThat(findings).noneMatch(each -> each.severity() == Severity.ERROR);
  }
}
