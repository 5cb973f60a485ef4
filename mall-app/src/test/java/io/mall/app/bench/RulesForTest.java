package io.mall.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.sharding.Rules;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RulesForTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 4, 8})
  void theRulesPlaceAllGroupsOnSoManyDataSources(int dataSources, @TempDir Path folder)
      throws IOException {
    Path file = folder.resolve("rules.yaml");
    Files.writeString(file, new RulesFor(dataSources).edit(bundled()));
    assertThat(Rules.read(file).groups().stream().map(Rules.Group::name))
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    Stream.of("ds_catalog"),
                    Stream.iterate(0, i -> i + 1).limit(dataSources).map(i -> "ds_" + i))
                .toList());
  }

  @Test
  void twoDataSourcesAreWhatTheShopHas() throws IOException {
    assertThat(new RulesFor(2).edit(bundled())).isEqualTo(bundled());
  }

  @Test
  void otherRulesAreNotGuessedAt() {
    assertThatThrownBy(() -> new RulesFor(4).edit("rules: []"))
        .hasMessageContaining("does not place its groups");
  }

  private static String bundled() throws IOException {
    try (var in = RulesForTest.class.getResourceAsStream("/sharding-rules/rules.yaml")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
