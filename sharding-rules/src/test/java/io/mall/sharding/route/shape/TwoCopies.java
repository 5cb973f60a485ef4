package io.mall.sharding.route.shape;

import io.mall.sharding.OwnDatabases;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.route.RouteGuard;
import io.mall.sharding.schema.Schema;
import io.mall.sharding.slot.Slot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The same rows twice: sharded over two servers by the shop's rules, and whole in one schema. */
final class TwoCopies implements AutoCloseable {
  private static final Path HOME = Path.of(System.getProperty("mall.home", ".."));
  private static final List<String> BY_USER =
      List.of("users", "addresses", "orders", "order_items", "payments", "cart_items");
  private static final List<String> BY_PRODUCT = List.of("inventory", "stock_ledger");
  private static final String[] STATUS = {"PLACED", "PAID", "SHIPPED", "CANCELLED"};
  private static final String[] CITY = {
    "Berlin", "berlin", "BERLIN", "Zürich", "Zurich", "Äpfel", "apfel", "Ulm", "zz"
  };

  final OwnDatabases databases;
  final Path rules;
  final ShardedDataSource shards;
  final Connection whole;
  final List<Long> users = new ArrayList<>();
  final List<Long> orders = new ArrayList<>();
  final List<Long> products = new ArrayList<>();

  TwoCopies(Path folder, RouteGuard guard, long seed) throws SQLException, IOException {
    databases = new OwnDatabases();
    rules = folder.resolve("rules.yaml");
    String text =
        OwnDatabases.unwatched(Files.readString(HOME.resolve("sharding-rules/rules.yaml")));
    Files.writeString(
        rules, text.replaceFirst("(?s) +defaultAuditStrategy:.*?type: MALL_SHARDING_KEY\\R", ""));
    Schema.migrate(
        rules.toString(),
        HOME.resolve("sql/schema").toString(),
        databases.environment()::get,
        _ -> {});
    List<String> rows = rows(new Random(seed));
    for (String each : List.of("DS_0", "DS_1")) {
      load(each, rows);
    }
    whole = databases.open("DS_0");
    mode(whole);
    shards = databases.shards(rules, guard);
  }

  private static void mode(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SET SESSION sql_mode = 'ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES'");
    }
  }

  /** Whole tables on each server, from which each takes its shards. */
  private void load(String server, List<String> rows) throws SQLException {
    int first = server.equals("DS_0") ? 0 : 8;
    try (Connection connection = databases.open(server);
        Statement statement = connection.createStatement()) {
      for (String table : Stream.concat(BY_USER.stream(), BY_PRODUCT.stream()).toList()) {
        statement.execute("CREATE TABLE %s LIKE %s_%d".formatted(table, table, first));
      }
      for (String each : rows) {
        statement.execute(each);
      }
      for (String table : Stream.concat(BY_USER.stream(), BY_PRODUCT.stream()).toList()) {
        String columns = columns(statement, table);
        String key = BY_USER.contains(table) ? "user_id" : "product_id";
        for (int group = first; group < first + 8; group++) {
          statement.execute(
              "INSERT INTO %s_%d (%s) SELECT %s FROM %s WHERE (%s & 1023) DIV 64 = %d"
                  .formatted(table, group, columns, columns, table, key, group));
        }
      }
    }
  }

  private static String columns(Statement statement, String table) throws SQLException {
    List<String> names = new ArrayList<>();
    try (ResultSet result =
        statement.executeQuery(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = DATABASE()"
                + " AND table_name = '"
                + table
                + "' AND extra NOT LIKE '%GENERATED%'")) {
      while (result.next()) {
        names.add(result.getString(1));
      }
    }
    return String.join(", ", names);
  }

  private List<String> rows(Random random) {
    List<String> lines = new ArrayList<>();
    List<String> u = new ArrayList<>();
    List<String> a = new ArrayList<>();
    List<String> o = new ArrayList<>();
    List<String> i = new ArrayList<>();
    List<String> p = new ArrayList<>();
    List<String> c = new ArrayList<>();
    List<String> v = new ArrayList<>();
    List<String> l = new ArrayList<>();
    long serial = 1000;
    String time = "'2026-01-01 00:00:0%d.%06d'";
    for (int n = 0; n < 12; n++) {
      long product = ++serial << 10 | random.nextInt(1024);
      products.add(product);
      int left = 1 + random.nextInt(4);
      v.add("(%d, %d, %d, 0, 0, 1, '2026-01-01')".formatted(product, left, left));
    }
    for (int n = 0; n < 40; n++) {
      String name = "u" + n;
      int slot = Slot.ofName(name).value();
      long user = ++serial << 10 | slot;
      users.add(user);
      String city = CITY[random.nextInt(CITY.length)];
      u.add(
          "(%d, '%s', 'x', '%s', %s, '%s', %d, '2026-01-01', '2026-01-01')"
              .formatted(
                  user,
                  name,
                  city + random.nextInt(3),
                  random.nextInt(3) == 0 ? "NULL" : "'" + city + "@x'",
                  n == 0 ? "ADMIN" : "USER",
                  random.nextInt(3)));
      for (int k = random.nextInt(3); k > 0; k--) {
        a.add(
            "(%d, %d, 'r', '1', 'l', '%s', '%s', 'DE', '2026-01-01', '2026-01-01')"
                .formatted(
                    user, ++serial << 10 | slot, CITY[random.nextInt(CITY.length)], serial % 5));
      }
      c.add(
          "(%d, %d, %d, %d, '2026-01-01', '2026-01-01')"
              .formatted(++serial << 10 | slot, user, products.get(n % 12), 1 + random.nextInt(3)));
      for (int k = random.nextInt(5); k > 0; k--) {
        long order = ++serial << 10 | slot;
        orders.add(order);
        long amount = 10L * (1 + random.nextInt(6));
        o.add(
            "(%d, %d, '%s', %d, '%s', %d, '%s', %s, %s, '2026-01-01')"
                .formatted(
                    user,
                    order,
                    STATUS[random.nextInt(4)],
                    amount,
                    random.nextInt(4) == 0 ? "USD" : "EUR",
                    1 + random.nextInt(3),
                    CITY[random.nextInt(CITY.length)],
                    time.formatted(random.nextInt(3), random.nextInt(3)),
                    time.formatted(1, serial)));
        for (int line = 1; line <= 1 + random.nextInt(2); line++) {
          i.add(
              "(%d, %d, %d, %d, 't', %d, 'EUR', %d)"
                  .formatted(
                      user,
                      order,
                      line,
                      products.get(random.nextInt(12)),
                      10 * (1 + random.nextInt(6)),
                      1 + random.nextInt(3)));
        }
        for (int pay = random.nextInt(3); pay > 0; pay--) {
          p.add(
              "(%d, %d, %d, 'CARD', '%s', %d, 'EUR', %s, '2026-01-01', '2026-01-01')"
                  .formatted(
                      user,
                      ++serial << 10 | slot,
                      order,
                      random.nextBoolean() ? "SUCCEEDED" : "FAILED",
                      10 * (1 + random.nextInt(6)),
                      random.nextBoolean() ? "NULL" : "'ref" + serial + "'"));
        }
        long product = products.get(random.nextInt(12));
        l.add(
            "(%d, %d, %d, 'SOLD', %d, '2026-01-01', '2026-01-01')"
                .formatted(
                    product, ++serial << 10 | (product & 1023), order, 1 + random.nextInt(3)));
      }
    }
    insert(
        lines,
        "users",
        "user_id, username, password_hash, display_name, email, role, version, created_at, updated_at",
        u);
    insert(
        lines,
        "addresses",
        "user_id, address_id, recipient, phone, line1, city, postal_code, country, created_at, updated_at",
        a);
    insert(
        lines,
        "orders",
        "user_id, order_no, status, total_amount, currency, item_count, ship_to, expires_at, created_at, updated_at",
        o);
    insert(
        lines,
        "order_items",
        "user_id, order_no, line_no, product_id, title, unit_amount, currency, quantity",
        i);
    insert(
        lines,
        "payments",
        "user_id, payment_no, order_no, method, status, amount, currency, provider_ref, created_at, updated_at",
        p);
    insert(
        lines,
        "cart_items",
        "cart_item_id, user_id, product_id, quantity, created_at, updated_at",
        c);
    insert(
        lines,
        "inventory",
        "product_id, seeded, available, reserved, sold, version, updated_at",
        v);
    insert(
        lines,
        "stock_ledger",
        "product_id, ledger_id, order_no, state, quantity, created_at, updated_at",
        l);
    return lines;
  }

  private static void insert(List<String> lines, String table, String columns, List<String> rows) {
    lines.add(
        "INSERT INTO %s (%s) VALUES %s"
            .formatted(table, columns, rows.stream().collect(Collectors.joining(", "))));
  }

  @Override
  public void close() throws SQLException {
    shards.close();
    whole.close();
    databases.close();
  }
}
