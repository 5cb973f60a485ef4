package io.mall.sharding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.sharding.Rules.ActualTable;
import io.mall.sharding.Rules.Group;
import io.mall.sharding.Rules.LogicTable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {
  @TempDir private Path folder;

  static String bundledText() {
    try (InputStream in =
        Objects.requireNonNull(
            RulesTest.class.getClassLoader().getResourceAsStream(Rules.BUNDLED))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Rules read(String text) throws IOException {
    return Rules.read(Files.writeString(folder.resolve("rules.yaml"), text));
  }

  private void assertUnusable(String before, String after, String finding) throws IOException {
    String text = bundledText();
    assertThat(text).contains(before);
    String changed = text.replace(before, after);
    assertThatThrownBy(() -> read(changed))
        .isInstanceOf(RulesException.class)
        .hasMessageContaining("rules.yaml cannot be used")
        .hasMessageContaining(finding);
  }

  @Test
  void theRulesOfTheShopAreWhatTheDesignSays() {
    Rules rules = Rules.bundled();
    assertThat(rules.dataSources())
        .containsExactlyInAnyOrder(
            "ds_0_primary",
            "ds_0_replica",
            "ds_1_primary",
            "ds_1_replica",
            "ds_catalog_primary",
            "ds_catalog_replica");
    assertThat(rules.groups())
        .contains(new Group("ds_0", "ds_0_primary", List.of("ds_0_replica")))
        .hasSize(3);
    assertThat(rules.tables())
        .filteredOn(LogicTable::sharded)
        .extracting(LogicTable::name)
        .containsExactlyInAnyOrder(
            "users",
            "addresses",
            "cart_items",
            "orders",
            "order_items",
            "payments",
            "idempotency_keys",
            "outbox",
            "webhook_messages",
            "fences",
            "inventory",
            "stock_ledger");
    assertThat(rules.tables())
        .filteredOn(each -> !each.sharded())
        .flatExtracting(LogicTable::actualTables)
        .extracting(ActualTable::toString)
        .containsExactlyInAnyOrder(
            "ds_catalog.categories",
            "ds_catalog.products",
            "ds_catalog.webhook_endpoints",
            "ds_catalog.catalog_idempotency_keys");
    assertThat(rules.tables())
        .filteredOn(LogicTable::sharded)
        .allSatisfy(each -> assertThat(each.actualTables()).hasSize(16));
  }

  @Test
  void addressesAndCredentialsArePlaceholdersOnly() {
    assertThat(Rules.bundled().dataSourceProperties().values())
        .allSatisfy(
            each ->
                assertThat(List.of(each.get("jdbcUrl"), each.get("username"), each.get("password")))
                    .allSatisfy(
                        value -> assertThat(value.toString()).matches("\\$\\$\\{MALL_\\w+::}")));
  }

  @Test
  void nodesThatContradictThePlacementAreNamed() throws IOException {
    assertUnusable(
        "ds_0.orders_$->{0..7},ds_1.orders_$->{8..15}",
        "ds_0.orders_$->{0..8},ds_1.orders_$->{9..15}",
        "actualDataNodes of `orders` lack [ds_1.orders_8] of the placement");
    assertUnusable(
        "'ds_0: 0-7, ds_1: 8-15'",
        "'ds_0: 0-6, ds_1: 7-15'",
        "actualDataNodes of `users` have [ds_0.users_7] beside the placement");
  }

  @Test
  void aGroupThatNobodyHoldsIsNamedOnce() {
    String changed = bundledText().replace("'ds_0: 0-7, ds_1: 8-15'", "'ds_0: 0-7, ds_1: 8-14'");
    assertThatThrownBy(() -> read(changed))
        .isInstanceOfSatisfying(
            RulesException.class,
            e ->
                assertThat(e.findings())
                    .singleElement()
                    .asString()
                    .contains("`slot_to_data_source`", "no data source holds the groups [15]"));
  }

  @Test
  void bindingTablesInAnotherOrderAreNamed() throws IOException {
    assertUnusable(
        "ds_0.payments_$->{0..7},ds_1.payments_$->{8..15}",
        "ds_0.payments_$->{7..0},ds_1.payments_$->{8..15}",
        "binding tables `users` and `payments` must list their actualDataNodes in the same order");
    assertUnusable(
        "  - inventory, stock_ledger", "  - inventory, stocks", "`stocks`, which is not a table");
  }

  @Test
  void aColumnWhoseContentNobodyToldIsNamed() throws IOException {
    assertUnusable(
        "name-columns: username\n        slot-columns: slot\n    slot_to_table",
        "slot-columns: slot\n    slot_to_table",
        "`users` is sharded by `username`, but `slot_to_data_source` does not say");
  }

  @Test
  void aDataSourceThatIsNotThereIsNamed() throws IOException {
    assertUnusable(
        "readDataSourceNames: [ds_1_replica]",
        "readDataSourceNames: [ds_1_replika]",
        "`ds_1` names `ds_1_replika`, which is no data source");
    assertUnusable(
        "- ds_catalog.products",
        "- ds_katalog.products",
        "`products` lives in `ds_katalog`, which is not defined");
  }

  @Test
  void unknownPropertiesOfTheAlgorithmAreNamed() throws IOException {
    assertUnusable("target: table", "target: table\n        groups: 32", "unknown [groups]");
  }

  @Test
  void placeholdersOutsideOfDataSourcesAreRefused() throws IOException {
    assertUnusable("'ds_0: 0-7, ds_1: 8-15'", "'$${PLACEMENT::}'", "in `dataSources` only");
  }

  @Test
  void whatIsNotYamlOrNotThereIsSaidInOneLine() {
    assertThatThrownBy(() -> read("rules:\n- !SHARDING\n  tables: ["))
        .hasMessageContaining("rules.yaml");
    assertThatThrownBy(() -> read("rules:\n- !SHARDED\n  tables: {}"))
        .isInstanceOf(RulesException.class);
    assertThatThrownBy(() -> read("dataSourcez: {}")).isInstanceOf(RulesException.class);
    assertThatThrownBy(() -> Rules.read(folder.resolve("none.yaml")))
        .isInstanceOf(RulesException.class)
        .hasMessageContaining("none.yaml cannot be used: it cannot be read");
  }
}
