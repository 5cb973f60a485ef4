package io.mall.sharding.lint;

import io.mall.sharding.route.ddl.LogicSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rule files the tests lint. */
final class Examples {

  static final Path FOLDER =
      Path.of(System.getProperty("mall.home", ".."), "sharding-rules/src/test/resources/lint");

  private Examples() {}

  static String text(String name) {
    try {
      return Files.readString(FOLDER.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static LogicSchema schema(Path place) {
    try {
      return LogicSchema.read(place);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Finding> lint(String text) {
    return new Linter(Linter.Options.DEFAULT).lint("rules.yaml", text);
  }

  static List<Finding> lintWithSchema(String text, Path schema) {
    return new Linter(new Linter.Options(Optional.of(schema(schema)), 151, 1))
        .lint("rules.yaml", text);
  }

  static Set<Code> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).collect(Collectors.toCollection(TreeSet::new));
  }
}
