package io.mall.app.seed;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.local.LocalCluster;
import io.mall.local.SharedCluster;
import io.mall.sharding.schema.Schema;
import io.mall.sharding.slot.Slot;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

/** On databases of its own beside those of the other tests, for it counts all rows. */
@Tag("real")
class SeedTest {

  private static final String DS_0 = "MALL_DS_0_PRIMARY_URL";
  private static final String DS_1 = "MALL_DS_1_PRIMARY_URL";
  private static final String CATALOG = "MALL_DS_CATALOG_PRIMARY_URL";

  private final LocalCluster cluster = SharedCluster.get();
  private final Map<String, String> environment = new HashMap<>(cluster.environment());
  private String printed = "";

  @BeforeEach
  void createDatabases() throws SQLException {
    String prefix = "/mall_seed_" + System.nanoTime() + "_";
    environment.replaceAll((name, value) -> value.replaceFirst("/mall_(\\w+)$", prefix + "$1"));
    for (String name : List.of(DS_0, DS_1, CATALOG)) {
      onServer(name, "CREATE DATABASE ");
    }
    Schema.migrate(
        "classpath:sharding-rules/rules.yaml",
        "classpath:sql/schema",
        environment::get,
        line -> {});
  }

  @AfterEach
  void dropDatabases() throws SQLException {
    for (String name : List.of(DS_0, DS_1, CATALOG)) {
      onServer(name, "DROP DATABASE ");
    }
  }

  @Test
  void theDemoShopHasItsProductsUsersAndAdmin() throws SQLException {
    assertThat(seed("--demo")).isZero();

    assertThat(printed).contains("1,000 products, 100 users and admin: 3,257 rows written");
    assertThat(count(CATALOG, "SELECT COUNT(*) FROM products WHERE status = 'ACTIVE'"))
        .isEqualTo(1000);
    assertThat(sum("SELECT COUNT(*) FROM users_%d WHERE role = 'USER'")).isEqualTo(100);
    assertThat(sum("SELECT COUNT(*) FROM users_%d WHERE role = 'ADMIN'")).isEqualTo(1);
    assertThat(sum("SELECT COUNT(*) FROM addresses_%d")).isEqualTo(101);
    assertThat(sum("SELECT SUM(available) FROM inventory_%d")).isEqualTo(10_000_000);
    assertThat(sum("SELECT SUM(quantity) FROM stock_ledger_%d WHERE state = 'SEEDED'"))
        .isEqualTo(10_000_000);
    assertThat(passwordMatches("user1", "mall-demo")).isTrue();
    assertThat(passwordMatches("admin", "mall-admin")).isTrue();
    assertThat(passwordMatches("admin", "mall-demo")).isFalse();
  }

  @Test
  void everyRowIsInTheTableOfItsSlot() throws SQLException {
    assertThat(seed("--products", "3000", "--users", "500")).isZero();

    for (String count :
        List.of(
            "SELECT COUNT(*) FROM users_%1$d WHERE (user_id & 1023) DIV 64 <> %1$d",
            "SELECT COUNT(*) FROM addresses_%1$d WHERE (user_id & 1023) DIV 64 <> %1$d",
            "SELECT COUNT(*) FROM inventory_%1$d WHERE (product_id & 1023) DIV 64 <> %1$d",
            "SELECT COUNT(*) FROM stock_ledger_%1$d WHERE slot DIV 64 <> %1$d")) {
      assertThat(sum(count)).as(count).isZero();
    }
  }

  @Test
  void aHalfDoneSeedIsCompletedAndASecondOneWritesNothing() throws SQLException {
    seed("--products", "2000", "--users", "300");
    String products = "SELECT COUNT(*) FROM inventory_%d";
    execute(DS_0, "DELETE FROM inventory_3", "DELETE FROM stock_ledger_3");
    execute(CATALOG, "DELETE FROM products WHERE product_id > 500");
    execute(DS_1, "DELETE FROM addresses_12", "DELETE FROM users_12");
    assertThat(sum(products)).isLessThan(2000);

    assertThat(seed("--products", "2000", "--users", "300")).isZero();
    assertThat(printed)
        .containsPattern(
            "left as they were: 55 categories, 500 products, 18\\d\\d stocks, 2\\d\\d users");
    assertThat(sum(products)).isEqualTo(2000);
    assertThat(sum("SELECT COUNT(*) FROM addresses_%d")).isEqualTo(300);

    assertThat(seed("--products", "2000", "--users", "300")).isZero();
    assertThat(printed)
        .contains(": 0 rows written", "55 categories, 2000 products, 2000 stocks, 300 users");
  }

  @Test
  void aUserWhoCameFirstKeepsTheName() throws SQLException {
    Slot slot = Slot.ofName("user5");
    String table = "users_" + slot.group().number();
    long id = (1L << 60) | slot.value();
    execute(
        slot.group().number() < 8 ? DS_0 : DS_1,
        "INSERT INTO %s (user_id, username, password_hash, role, created_at, updated_at)"
                .formatted(table)
            + " VALUES (%d, 'user5', 'theirs', 'USER', NOW(), NOW())".formatted(id));

    assertThat(seed("--users", "20")).isZero();

    assertThat(printed).contains("1 user names belong to somebody else: user5");
    assertThat(sum("SELECT COUNT(*) FROM users_%d")).isEqualTo(20);
    assertThat(sum("SELECT COUNT(*) FROM users_%d WHERE password_hash = 'theirs'")).isEqualTo(1);
  }

  @Test
  void whatCannotRunIsSaidInOneLine() throws SQLException {
    execute(CATALOG, "DROP TABLE categories");

    assertThat(seed("--demo")).isEqualTo(3);
    assertThat(printed.strip().lines().toList().getLast())
        .matches("seed: ds_catalog: Table '.*categories' doesn't exist; run migrate first");
    assertThat(seed()).isEqualTo(2);
    assertThat(seed("--products", "-1")).isEqualTo(2);
  }

  private int seed(String... args) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int code =
        Seed.run(
            List.of(args), environment::get, new PrintStream(bytes, true, StandardCharsets.UTF_8));
    printed = bytes.toString(StandardCharsets.UTF_8);
    return code;
  }

  private boolean passwordMatches(String username, String password) throws SQLException {
    int group = Slot.ofName(username).group().number();
    try (Connection connection = connect(url(group < 8 ? DS_0 : DS_1));
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT password_hash FROM users_%d WHERE username = '%s'"
                    .formatted(group, username))) {
      row.next();
      return new BCryptPasswordEncoder().matches(password, row.getString(1));
    }
  }

  /** Over all table groups; the query has a place for the group's number. */
  private long sum(String query) throws SQLException {
    long sum = 0;
    for (int group = 0; group < 16; group++) {
      sum += count(group < 8 ? DS_0 : DS_1, query.formatted(group));
    }
    return sum;
  }

  private long count(String name, String query) throws SQLException {
    try (Connection connection = connect(url(name));
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    }
  }

  private void execute(String name, String... statements) throws SQLException {
    try (Connection connection = connect(url(name));
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private void onServer(String name, String verb) throws SQLException {
    String url = url(name);
    int slash = url.lastIndexOf('/') + 1;
    try (Connection connection = connect(url.substring(0, slash));
        Statement statement = connection.createStatement()) {
      statement.execute(verb + url.substring(slash));
    }
  }

  private String url(String name) {
    return Objects.requireNonNull(environment.get(name));
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(
        url + "?allowPublicKeyRetrieval=true",
        environment.get("MALL_DB_USERNAME"),
        environment.get("MALL_DB_PASSWORD"));
  }
}
