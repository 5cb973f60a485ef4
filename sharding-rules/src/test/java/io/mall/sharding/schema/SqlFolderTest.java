package io.mall.sharding.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.sharding.Rules;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Reads sql/schema as it stands: the folder's compiler. sql/README.md says what a failure means.
 */
class SqlFolderTest {

  private static final Path HOME = Path.of(System.getProperty("mall.home", ".."));
  private static final Path FOLDER = HOME.resolve("sql/schema");
  private static final Pattern KEY =
      Pattern.compile("(?m)^\\s*(PRIMARY |UNIQUE |FULLTEXT )?KEY\\s*(\\w*)\\s*\\(([^)]*)\\)");
  private static final Pattern CHECK = Pattern.compile("(?m)^\\s*CHECK \\((.*)\\),?$");

  /** Names are a contract: statements hint at them, alerts and dashboards show them. */
  private static final Map<String, Set<String>> INDEXES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("users", Set.of("idx_username")),
              Map.entry("addresses", Set.of()),
              Map.entry("cart_items", Set.of("idx_user_product", "idx_updated_at")),
              Map.entry(
                  "orders", Set.of("idx_order_no", "idx_user_status_time", "idx_status_expires")),
              Map.entry("order_items", Set.of()),
              Map.entry("payments", Set.of("idx_payment_no", "idx_order_no", "idx_status_created")),
              Map.entry("idempotency_keys", Set.of("idx_created_at")),
              Map.entry("outbox", Set.of("idx_order_seq", "idx_due_at")),
              Map.entry("fences", Set.of()),
              Map.entry("webhook_messages", Set.of("idx_endpoint_status", "idx_updated_at")),
              Map.entry("webhook_endpoints", Set.of()),
              Map.entry("catalog_idempotency_keys", Set.of("idx_created_at")),
              Map.entry("inventory", Set.of()),
              Map.entry("stock_ledger", Set.of("idx_product_order", "idx_state_created")),
              Map.entry("categories", Set.of("idx_slug")),
              Map.entry(
                  "products",
                  Set.of(
                      "idx_category_status",
                      "idx_price_range",
                      "idx_created_at",
                      "idx_updated_at",
                      "idx_title"))));

  private final List<LogicTable> tables =
      DdlReader.read("sql/schema", new Location(FOLDER.toString()).texts(".sql"));
  private final Rules rules = Rules.read(HOME.resolve("sharding-rules/rules.yaml"));

  /** A key of a table as the file has it. */
  private record Key(String kind, String name, List<String> columns) {

    boolean isUnique() {
      return kind.equals("PRIMARY") || kind.equals("UNIQUE");
    }
  }

  @Test
  void everyTableHasExactlyItsIndexes() {
    Map<String, Set<String>> found = new TreeMap<>();
    for (LogicTable table : tables) {
      found.put(
          table.name(),
          keys(table).stream()
              .map(Key::name)
              .filter(name -> !name.isEmpty())
              .collect(Collectors.toCollection(TreeSet::new)));
    }

    assertThat(found).isEqualTo(INDEXES);
  }

  @Test
  void theIndexesOfTheTuningPlanHaveTheirColumns() {
    assertThat(columns("products", "idx_category_status"))
        .containsExactly("category_id", "status", "created_at", "product_id");
    assertThat(columns("products", "idx_price_range"))
        .containsExactly("status", "price_amount", "product_id");
    assertThat(columns("products", "idx_created_at")).containsExactly("created_at", "product_id");
    assertThat(columns("orders", "idx_user_status_time"))
        .containsExactly("user_id", "status", "created_at");
    assertThat(columns("orders", "idx_order_no")).containsExactly("order_no");
    assertThat(columns("cart_items", "idx_user_product")).containsExactly("user_id", "product_id");
    assertThat(columns("cart_items", "idx_updated_at")).containsExactly("updated_at");
  }

  @Test
  void theRulesAndTheFilesNameTheSameTables() {
    assertThat(tables)
        .extracting(LogicTable::name)
        .containsExactlyInAnyOrderElementsOf(
            rules.tables().stream().map(Rules.LogicTable::name).toList());
    for (LogicTable table : tables) {
      boolean sharded = rules.table(table.name()).orElseThrow().sharded();
      assertThat(table.source())
          .startsWith(
              "sql/schema/%s/%s.sql:".formatted(sharded ? "sharded" : "catalog", table.name()));
    }
  }

  /** A server keeps a key unique in one table only; the slot makes that one table the only one. */
  @Test
  void everyUniqueKeyOfAShardedTableIsUniqueOverAllShards() {
    List<String> wrong = new ArrayList<>();
    for (LogicTable table : sharded()) {
      String shardingKey = shardingKey(table);
      for (Key key : keys(table)) {
        if (key.isUnique()
            && !key.columns().contains(shardingKey)
            && key.columns().stream().noneMatch(column -> carriesSlot(table, column))) {
          wrong.add(
              "%s: %s %s %s".formatted(table.source(), key.kind(), key.name(), key.columns()));
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** Each of these columns finds the shard by itself, so a row must not say two places. */
  @Test
  void everyColumnThatRoutesIsCheckedToCarryTheSlot() {
    Map<String, List<String>> routing =
        Map.of(
            "user_id", List.of("order_no", "payment_no", "address_id", "cart_item_id", "username"));
    Map<String, Set<String>> unchecked = new LinkedHashMap<>();
    for (LogicTable table : sharded()) {
      for (String column : routing.getOrDefault(shardingKey(table), List.of())) {
        if (hasColumn(table, column) && !carriesSlot(table, column)) {
          unchecked.computeIfAbsent(table.name(), _ -> new TreeSet<>()).add(column);
        }
      }
    }

    assertThat(unchecked).isEmpty();
  }

  @Test
  void everyTableIsPlainInnodbWithTheHouseCharacterSet() {
    for (LogicTable table : tables) {
      assertThat(table.tail())
          .as(table.source())
          .endsWith(") ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_general_ci")
          .doesNotContainIgnoringCase("FOREIGN KEY", "CONSTRAINT", "AUTO_INCREMENT", "JSON");
    }
  }

  private List<LogicTable> sharded() {
    return tables.stream()
        .filter(table -> rules.table(table.name()).orElseThrow().sharded())
        .toList();
  }

  private static String shardingKey(LogicTable table) {
    return Stream.of("user_id", "product_id", "slot")
        .filter(column -> hasColumn(table, column))
        .findFirst()
        .orElseThrow();
  }

  private static boolean hasColumn(LogicTable table, String column) {
    return Pattern.compile("(?m)^\\s*" + column + "\\s").matcher(table.tail()).find();
  }

  private static boolean carriesSlot(LogicTable table, String column) {
    String slot = "(%s & 1023)".formatted(shardingKey(table));
    return CHECK
        .matcher(table.tail())
        .results()
        .map(check -> check.group(1))
        .anyMatch(
            check ->
                check.equals("(%s & 1023) = %s".formatted(column, slot))
                    || check.equals("%s = (CRC32(%s) & 1023)".formatted(slot, column)));
  }

  private List<String> columns(String table, String index) {
    return tables.stream()
        .filter(each -> each.name().equals(table))
        .flatMap(each -> keys(each).stream())
        .filter(key -> key.name().equals(index))
        .flatMap(key -> key.columns().stream())
        .toList();
  }

  private static List<Key> keys(LogicTable table) {
    return KEY.matcher(table.tail()).results().map(SqlFolderTest::key).toList();
  }

  private static Key key(MatchResult match) {
    String kind = match.group(1) == null ? "" : match.group(1).strip();
    return new Key(kind, match.group(2), List.of(match.group(3).split("\\s*,\\s*", -1)));
  }
}
