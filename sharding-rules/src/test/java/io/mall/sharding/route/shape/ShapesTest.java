package io.mall.sharding.route.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.route.RouteGuard;
import io.mall.sharding.route.RouteGuard.Breach;
import io.mall.sharding.route.RouteGuard.Mode;
import io.mall.sharding.route.RouteRefusedException;
import io.mall.sharding.route.budget.Budgets;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("real")
class ShapesTest {
  private static final int DRAWS = 15;

  private static final long SEED = Long.getLong("shapes.seed", System.nanoTime() % 100_000);

  private static final AtomicReference<@Nullable Breach> BREACH = new AtomicReference<>();
  private static final RouteGuard GUARD =
      new RouteGuard(Budgets.oneShard(), Mode.OFF, Mode.WARN, BREACH::set);

  @TempDir private static Path folder = Path.of("");
  private static @Nullable TwoCopies first;

  /** The copies of the first round, for all tests. */
  private static synchronized TwoCopies first() throws SQLException, IOException {
    if (first == null) {
      first = new TwoCopies(folder, GUARD, SEED);
    }
    return first;
  }

  @AfterAll
  static void close() throws SQLException {
    if (first != null) {
      first.close();
    }
  }

  private static List<List<String>> run(Connection connection, Question question)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(question.sql())) {
      for (int i = 0; i < question.values().size(); i++) {
        statement.setObject(i + 1, question.values().get(i));
      }
      List<List<String>> rows = new ArrayList<>();
      try (ResultSet result = statement.executeQuery()) {
        int columns = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> row = new ArrayList<>();
          for (int i = 1; i <= columns; i++) {
            row.add(text(result.getObject(i)));
          }
          rows.add(row);
        }
      }
      return rows;
    }
  }

  private static String text(@Nullable Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString())
          .setScale(3, RoundingMode.HALF_UP)
          .stripTrailingZeros()
          .toPlainString();
    }
    return String.valueOf(value);
  }

  private static boolean same(Question question, List<List<String>> one, List<List<String>> other) {
    if (question.total() && question.ordered() > 0) {
      return one.equals(other);
    }
    return sorted(one).equals(sorted(other));
  }

  private static List<String> sorted(List<List<String>> rows) {
    return rows.stream().map(Object::toString).sorted().toList();
  }

  /**
   * What became of a statement.
   *
   * @param ran whether it gave an answer
   * @param kind the shape it is refused for, and whether one shard or several are concerned
   */
  private record Outcome(boolean ran, boolean right, @Nullable String kind, String text) {
    boolean passedWrongly() {
      return kind == null && ran && !right;
    }
  }

  /** Nothing if the statement is not valid. */
  private Optional<Outcome> outcome(TwoCopies copies, Question question) throws SQLException {
    List<List<String>> expected;
    try {
      expected = run(copies.whole, question);
    } catch (SQLException notValid) {
      return Optional.empty();
    }
    BREACH.set(null);
    List<List<String>> actual = null;
    String text;
    try (Connection sharded = copies.shards.dataSource().getConnection()) {
      actual = run(sharded, question);
      text =
          "%s %s%nexpected %s%n but was  %s"
              .formatted(question.sql(), question.values(), expected, actual);
    } catch (SQLException | RuntimeException e) {
      text = String.valueOf(e.getMessage());
    }
    Breach found = BREACH.get();
    return Optional.of(
        new Outcome(
            actual != null,
            actual != null && same(question, expected, actual),
            found == null
                ? null
                : found.kind() + (found.statement().targets().size() == 1 ? ", 1 shard" : ""),
            text));
  }

  @Test
  void nothingWrongPassesAndWhatIsRefusedWouldBeWrong(@TempDir Path folder) throws Exception {
    int count = Integer.getInteger("shapes.count", 250);
    int rounds = Integer.getInteger("shapes.rounds", 1);
    System.out.printf("shapes.seed=%d shapes.count=%d shapes.rounds=%d%n", SEED, count, rounds);
    Map<String, Integer> tally = new TreeMap<>();
    Map<String, Question> refused = new TreeMap<>();
    Set<String> shownWrong = new TreeSet<>();
    List<String> wrong = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      long data = SEED + round;
      TwoCopies copies =
          round == 0
              ? first()
              : new TwoCopies(Files.createDirectories(folder.resolve("" + round)), GUARD, data);
      try {
        Question.Generator generator = new Question.Generator(new Random(data), copies);
        for (int n = 0; n < count; n++) {
          Question question = generator.next();
          Outcome outcome = outcome(copies, question).orElse(null);
          if (outcome == null) {
            continue;
          }
          if (outcome.passedWrongly()) {
            wrong.add(outcome.text());
          }
          if (outcome.kind() != null) {
            refused.putIfAbsent(outcome.kind() + " | " + question.template(), question);
            if (!outcome.right()) {
              shownWrong.add(outcome.kind() + " | " + question.template());
            }
          }
          tally.merge(
              (outcome.kind() == null ? "passed" : outcome.kind())
                  + (outcome.right() ? ": right" : outcome.ran() ? ": wrong" : ": error"),
              1,
              Integer::sum);
        }
        for (Map.Entry<String, Question> each : refused.entrySet()) {
          for (int n = 0; n < DRAWS && !shownWrong.contains(each.getKey()); n++) {
            Outcome outcome = outcome(copies, generator.again(each.getValue())).orElse(null);
            if (outcome != null && outcome.passedWrongly()) {
              wrong.add(outcome.text());
            } else if (outcome != null
                && each.getKey().startsWith(outcome.kind() + " | ")
                && !outcome.right()) {
              shownWrong.add(each.getKey());
            }
          }
        }
      } finally {
        if (copies != first) {
          copies.close();
        }
      }
    }
    tally.forEach((what, times) -> System.out.printf("%5d %s%n", times, what));
    List<String> never =
        refused.keySet().stream().filter(each -> !shownWrong.contains(each)).toList();
    System.out.printf(
        "%d kinds of statement refused, %d of them seen to be wrong; the others:%n",
        refused.size(), shownWrong.size());
    never.forEach(System.out::println);
    assertThat(wrong).isEmpty();
    // Some would be right by luck: a DISTINCT that hides the missing rows, an average that is alike
    // on every shard.
    assertThat(shownWrong.size()).isGreaterThan(refused.size() * 8 / 10);
  }

  @Test
  void aRefusalNamesStatementRouteShapeAndRewrite() throws Exception {
    TwoCopies copies = first();
    try (ShardedDataSource shards =
            copies.databases.shards(copies.rules, RouteGuard.answersOnly());
        Connection connection = shards.dataSource().getConnection()) {
      String sql =
          "/* order.rank */ SELECT order_no, RANK() OVER (ORDER BY total_amount) FROM orders";
      assertThatThrownBy(() -> run(connection, new Question("", sql, List.of(), 0, false)))
          .isInstanceOfSatisfying(
              SQLException.class,
              e -> {
                assertThat(e.getSQLState()).isEqualTo("42000");
                assertThat(e.getErrorCode()).isEqualTo(RouteRefusedException.WRONG_SHAPE);
              })
          .hasMessageStartingWith("Statement order.rank would be answered wrongly over ds_0_")
          .hasMessageContaining("and 12 more: window (")
          .hasMessageContaining("add the sharding key to PARTITION BY");
      String copy =
          "INSERT INTO order_items (user_id, order_no, line_no, product_id, title, unit_amount,"
              + " currency, quantity) SELECT user_id, %s, 9, 7, 'x', 1, currency, 1 FROM orders"
              + " WHERE user_id = ?";
      long user = copies.users.getFirst();
      try (PreparedStatement statement = connection.prepareStatement(copy.formatted("order_no"))) {
        statement.setLong(1, user);
        connection.setAutoCommit(false);
        statement.executeUpdate();
        connection.rollback();
        connection.setAutoCommit(true);
      }
      try (PreparedStatement statement =
          connection.prepareStatement(copy.formatted("total_amount"))) {
        statement.setLong(1, user);
        assertThatThrownBy(statement::executeUpdate)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("insert-select (the value of order_no)");
      }
      try (PreparedStatement statement =
          connection.prepareStatement(
              "UPDATE orders SET status = 'PAID' WHERE user_id = ? AND total_amount >"
                  + " (SELECT AVG(amount) FROM payments)")) {
        statement.setLong(1, user);
        assertThatThrownBy(statement::executeUpdate)
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("subquery (over payments)");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"FIXED", "DYNAMIC"})
  void aReplicaIsNotReadInsideATransaction(String strategy) throws Exception {
    TwoCopies copies = first();
    Path rules = folder.resolve(strategy + ".yaml");
    Files.writeString(
        rules,
        Files.readString(copies.rules)
            .replace(
                "transactionalReadQueryStrategy: PRIMARY",
                "transactionalReadQueryStrategy: " + strategy));
    String sql = "SELECT order_no FROM orders WHERE user_id = ?";
    Question read = new Question("", sql, List.of(copies.users.getFirst()), 0, false);
    try (ShardedDataSource shards = copies.databases.shards(rules, RouteGuard.answersOnly());
        Connection connection = shards.dataSource().getConnection()) {
      assertThat(run(connection, read)).isNotNull();
      connection.setAutoCommit(false);
      assertThatThrownBy(() -> run(connection, read))
          .isInstanceOf(SQLException.class)
          .hasMessageContaining("replica-read (ds_")
          .hasMessageContaining("set transactionalReadQueryStrategy: PRIMARY");
      connection.rollback();
    }
  }
}
