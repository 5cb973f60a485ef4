package io.mall.sharding.route.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.sharding.OwnDatabases;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.route.RouteGuard;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import io.mall.sharding.route.ddl.LogicSchema;
import io.mall.sharding.schema.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random statements with random parameters are previewed and run on real servers: the route that
 * was foretold is the route that was taken, and a refusal that was foretold is word for word the
 * one that came.
 */
@Tag("real")
class PreviewIsTrueTest {
  private static final Path HOME = Path.of(System.getProperty("mall.home", ".."));
  private static final String ON_PURPOSE =
      "/* SHARDINGSPHERE_HINT: DISABLE_AUDIT_NAMES=sharding_key */ ";

  /** {@code :id} and {@code :slot} are keys, {@code :n} and {@code :name} other values. */
  private static final String[] TEMPLATES = {
    "SELECT status FROM orders WHERE user_id = :id",
    "SELECT status FROM orders WHERE order_no = :id AND user_id = :id",
    "SELECT status FROM orders WHERE user_id IN (:id, :id, :id)",
    "SELECT status FROM orders WHERE user_id = :id OR order_no = :id ORDER BY order_no LIMIT :n",
    "SELECT order_no FROM orders WHERE slot BETWEEN :slot AND :slot",
    "SELECT order_no FROM orders WHERE slot >= :slot AND slot < :slot AND status = 'PAID'",
    "SELECT COUNT(*), MAX(total_amount) FROM orders WHERE slot > :slot",
    "SELECT status, SUM(total_amount) FROM orders WHERE user_id IN (:id, :id) GROUP BY status",
    "SELECT user_id FROM users WHERE username = :name",
    "SELECT user_id FROM users WHERE username IN (:name, :name)",
    "SELECT p.amount FROM orders o JOIN payments p ON p.order_no = o.order_no WHERE o.user_id = :id",
    "SELECT o.status FROM orders o LEFT JOIN order_items i USING (user_id, order_no) WHERE i.order_no = :id",
    "SELECT o.status FROM orders o, users u WHERE o.user_id = u.user_id AND u.username = :name",
    "SELECT status FROM orders o WHERE user_id = :id AND EXISTS (SELECT 1 FROM payments p WHERE p.order_no = o.order_no)",
    "SELECT status FROM orders WHERE user_id = :id AND total_amount > (SELECT AVG(amount) FROM payments WHERE user_id = :id)",
    "SELECT order_no FROM orders WHERE user_id = :id UNION ALL SELECT order_no FROM payments WHERE user_id = :id",
    "SELECT t.status FROM (SELECT status FROM orders WHERE user_id = :id) t",
    "SELECT o.status FROM orders o JOIN inventory i ON i.available = o.item_count WHERE o.user_id = :id AND i.product_id = :id",
    "SELECT order_no FROM orders WHERE user_id = :id FOR UPDATE",
    "SELECT quantity FROM stock_ledger WHERE product_id = :id AND order_no = :id",
    "SELECT title FROM products WHERE product_id = :id",
    "SELECT status FROM orders WHERE total_amount > :n",
    "SELECT status FROM orders WHERE user_id > :id",
    "SELECT status FROM orders WHERE user_id <> :id",
    "SELECT status FROM orders WHERE NOT (slot = :slot)",
    ON_PURPOSE + "SELECT status FROM orders",
    ON_PURPOSE + "SELECT user_id, COUNT(*) FROM orders GROUP BY user_id HAVING COUNT(*) > :n",
    ON_PURPOSE
        + "SELECT status, RANK() OVER (ORDER BY order_no) FROM orders WHERE user_id IN (:id, :id)",
    ON_PURPOSE + "SELECT DISTINCT status FROM orders WHERE order_no IN (:id, :id, :id, :id)",
    "UPDATE orders SET status = 'PAID' WHERE user_id = :id AND order_no = :id",
    "UPDATE orders SET status = 'PAID' WHERE slot BETWEEN :slot AND :slot",
    "UPDATE orders SET user_id = :id WHERE user_id = :id",
    "DELETE FROM cart_items WHERE user_id = :id AND product_id = :n",
    "DELETE FROM outbox WHERE slot = :slot LIMIT 5",
    "INSERT INTO cart_items (cart_item_id, user_id, product_id, quantity, created_at, updated_at) VALUES (:id, :id, :n, 1, NOW(6), NOW(6))",
    "INSERT INTO cart_items (cart_item_id, user_id, product_id, quantity, created_at, updated_at) VALUES (:id, :id, :n, 1, NOW(6), NOW(6)), (:id, :id, :n, 1, NOW(6), NOW(6))",
    "INSERT INTO order_items (user_id, order_no, line_no, product_id, title, unit_amount, currency, quantity) SELECT user_id, order_no, 9, 7, 'x', 1, currency, 1 FROM orders WHERE user_id = :id",
  };

  private record Pair(String sql, List<@Nullable Object> values) {}

  private record Way(String text, boolean refused) {}

  @Test
  void theRouteForetoldIsTheRouteTaken(@TempDir Path folder) throws Exception {
    int count = Integer.getInteger("preview.pairs", 500);
    long seed = Long.getLong("preview.seed", System.nanoTime() % 1_000_000);
    System.out.printf("preview.pairs=%d preview.seed=%d%n", count, seed);
    Path rules =
        Files.writeString(
            folder.resolve("rules.yaml"),
            OwnDatabases.unwatched(Files.readString(HOME.resolve("sharding-rules/rules.yaml"))));
    LogicSchema schema = LogicSchema.read(HOME.resolve("sql/schema"));
    RoutePreview preview = RoutePreview.open(rules, schema);
    List<String> mismatches = new ArrayList<>();
    Map<String, Integer> tally = new TreeMap<>();
    try (OwnDatabases databases = new OwnDatabases()) {
      Schema.migrate(
          rules.toString(),
          HOME.resolve("sql/schema").toString(),
          databases.environment()::get,
          _ -> {});
      try (ShardedDataSource shards = databases.shards(rules, RouteGuard.answersOnly())) {
        Random random = new Random(seed);
        List<MapperStatement> statements =
            MapperFiles.read(List.of(HOME.resolve("sql/mapper"))).statements();
        List<Branches.Branch> branches =
            statements.stream().flatMap(each -> Branches.of(each).stream()).toList();
        Values values = new Values(schema);
        for (int n = 0; n < count; n++) {
          Pair pair = n % 2 == 0 ? mapped(random, branches, values) : generated(random);
          Route route = preview.route(pair.sql, new ArrayList<>(pair.values));
          Way foretold = foretold(route);
          Way taken = taken(shards, pair);
          tally.merge(route.kind().toString().toLowerCase(Locale.ROOT), 1, Integer::sum);
          if (!foretold.equals(taken)) {
            mismatches.add(
                "%s %s%n  foretold %s%n  taken    %s"
                    .formatted(pair.sql, pair.values, foretold, taken));
          }
        }
      }
    }
    System.out.printf("%s, %d mismatches%n", tally, mismatches.size());
    assertThat(mismatches).isEmpty();
  }

  private static Pair mapped(Random random, List<Branches.Branch> branches, Values values) {
    Branches.Branch branch = branches.get(random.nextInt(branches.size()));
    List<@Nullable Object> drawn =
        new ArrayList<>(values.of(branch, random.nextInt(1_000_000), random.nextBoolean()));
    if (!drawn.isEmpty() && random.nextInt(4) == 0) {
      int at = random.nextInt(drawn.size());
      if (drawn.get(at) instanceof Long old && old > 1023) {
        drawn.set(at, id(random));
      }
    }
    return new Pair(branch.sql(), drawn);
  }

  private static Pair generated(Random random) {
    String template = TEMPLATES[random.nextInt(TEMPLATES.length)];
    List<@Nullable Object> values = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Object last = id(random);
    for (String part : template.split("(?=:(?:id|slot|name|n)\\b)", -1)) {
      if (!part.startsWith(":")) {
        sql.append(part);
        continue;
      }
      String kind = part.replaceFirst("(?s)^:(id|slot|name|n)\\b.*", "$1");
      Object value =
          switch (kind) {
            case "id" -> random.nextInt(3) == 0 ? last : id(random);
            case "slot" -> (Object) random.nextInt(1024);
            case "name" -> "user" + random.nextInt(1000);
            default -> (Object) (long) (1 + random.nextInt(50));
          };
      last = kind.equals("id") ? value : last;
      sql.append('?').append(part.substring(1 + kind.length()));
      values.add(value);
    }
    return new Pair(sql.toString(), values);
  }

  /** A key as programs give it: mostly a long, now and then something else. */
  private static Object id(Random random) {
    long id = (1L + random.nextInt(1_000_000)) << 10 | random.nextInt(1024);
    return switch (random.nextInt(20)) {
      case 0 -> Long.toString(id);
      case 1 -> BigDecimal.valueOf(id);
      case 2 -> random.nextInt(1024);
      case 3 -> -id;
      case 4 -> "x" + id;
      default -> id;
    };
  }

  private static Way foretold(Route route) {
    if (route.kind() == RouteClass.UNSUPPORTED) {
      return new Way(route.reason(), true);
    }
    Set<String> places = new TreeSet<>();
    route
        .units()
        .forEach(each -> each.tables().forEach(one -> add(places, each.dataSource(), one)));
    return new Way(places.toString(), false);
  }

  private static Way taken(ShardedDataSource shards, Pair pair) throws SQLException, IOException {
    try (RouteLog log = RouteLog.record();
        Connection connection = shards.dataSource().getConnection()) {
      String failure = null;
      try (PreparedStatement statement = connection.prepareStatement(pair.sql)) {
        for (int i = 0; i < pair.values.size(); i++) {
          statement.setObject(i + 1, pair.values.get(i));
        }
        statement.execute();
      } catch (SQLException | RuntimeException e) {
        failure = reason(e);
      }
      List<RoutedStatement> routed = log.statements();
      if (routed.isEmpty()) {
        return new Way(String.valueOf(failure), true);
      }
      Set<String> places = new TreeSet<>();
      routed
          .getFirst()
          .targets()
          .forEach(each -> each.actualTables().forEach(one -> add(places, each.dataSource(), one)));
      return new Way(places.toString(), false);
    }
  }

  /** The driver hides the reason of what it did not expect. */
  private static String reason(Exception e) {
    Throwable reason =
        e.getMessage() != null
                && e.getMessage().startsWith("Unknown exception")
                && e.getCause() != null
            ? e.getCause()
            : e;
    String message =
        reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
    return message.lines().findFirst().orElse("").strip();
  }

  /** Tables of one group are one place, as binding tables are. */
  private static void add(Set<String> places, String dataSource, String table) {
    places.add(dataSource + "." + table.replaceFirst("^.*_(\\d+)$", "group $1"));
  }
}
