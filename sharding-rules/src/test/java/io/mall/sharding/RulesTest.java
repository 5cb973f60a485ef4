package io.mall.sharding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RulesTest {
  @Test
  void theShopsRulesAreUsable() {
    Rules rules = Rules.bundled();
    assertThat(rules.dataSources()).hasSize(6);
    assertThat(rules.tables()).hasSize(12);
    assertThat(rules.groups())
        .extracting(Rules.Group::name)
        .containsExactlyInAnyOrder("ds_0", "ds_1", "ds_catalog");
  }
}
