package io.mall.sharding;

import com.zaxxer.hikari.HikariDataSource;
import io.mall.sharding.Rules.ActualTable;
import io.mall.sharding.Rules.Group;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Asks every data source whether it answers and holds the tables the rules say it holds.
 * ShardingSphere finds neither out before the first query needs it.
 */
public final class Probe {
  private final Rules rules;
  private final Map<String, HikariDataSource> pools;

  Probe(Rules rules, Map<String, HikariDataSource> pools) {
    this.rules = rules;
    this.pools = pools;
  }

  /**
   * Passes, or says everything that is down or missing at once.
   *
   * @throws UnavailableException naming each data source and table
   */
  public void check() {
    List<String> findings = findings();
    if (!findings.isEmpty()) {
      throw new UnavailableException(
          "The databases are not what " + rules.origin() + " says", findings);
    }
  }

  /** What is down or missing, one sentence each; empty when all is well. */
  public List<String> findings() {
    Map<String, Question> questions = new LinkedHashMap<>();
    for (Group group : rules.groups()) {
      Set<String> expected = new TreeSet<>();
      rules.tables().stream()
          .flatMap(each -> each.actualTables().stream())
          .filter(each -> each.dataSource().equals(group.name()))
          .map(ActualTable::name)
          .forEach(expected::add);
      questions.put(group.primary(), (name, connection) -> primary(name, connection, expected));
      for (String each : group.replicas()) {
        questions.put(each, (name, connection) -> tables(name, connection, expected));
      }
    }
    return ask(questions);
  }

  /** Whether one data source answers: for a health check by name. */
  public boolean answers(String dataSource) {
    return ask(Map.of(dataSource, (name, connection) -> List.of())).isEmpty();
  }

  List<String> primariesDown() {
    Map<String, Question> questions = new LinkedHashMap<>();
    for (Group group : rules.groups()) {
      questions.put(group.primary(), (name, connection) -> List.of());
    }
    return ask(questions);
  }

  @FunctionalInterface
  private interface Question {
    List<String> findings(String name, Connection connection) throws SQLException;
  }

  /** Asks all at once, so that the slowest answer is what one waits for, not their sum. */
  private List<String> ask(Map<String, Question> questions) {
    Map<String, Future<List<String>>> answers = new LinkedHashMap<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      questions.forEach(
          (name, question) -> answers.put(name, executor.submit(() -> ask(name, question))));
    }
    List<String> findings = new ArrayList<>();
    answers.forEach((name, answer) -> findings.addAll(answer(name, answer)));
    return findings;
  }

  private static List<String> answer(String name, Future<List<String>> answer) {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      return List.of("data source `" + name + "` could not be asked: " + Findings.reason(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("data source `" + name + "` could not be asked: interrupted");
    }
  }

  private List<String> ask(String name, Question question) {
    HikariDataSource pool = pools.get(name);
    if (pool == null) {
      return List.of("data source `" + name + "` is not in the rules");
    }
    try (Connection connection = pool.getConnection()) {
      return question.findings(name, connection);
    } catch (SQLException e) {
      return List.of(
          "data source `%s` (%s) does not answer: %s"
              .formatted(name, pool.getJdbcUrl(), Findings.reason(e)));
    }
  }

  private static List<String> primary(String name, Connection connection, Set<String> expected)
      throws SQLException {
    List<String> findings = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT @@GLOBAL.read_only")) {
      if (row.next() && row.getBoolean(1)) {
        findings.add("data source `" + name + "` is read-only: that is no primary");
      }
    }
    findings.addAll(tables(name, connection, expected));
    return findings;
  }

  private static List<String> tables(String name, Connection connection, Set<String> expected)
      throws SQLException {
    Set<String> missing = new TreeSet<>(expected);
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT table_name AS name FROM information_schema.tables"
                    + " WHERE table_schema = DATABASE()")) {
      while (rows.next()) {
        missing.remove(rows.getString("name").toLowerCase(Locale.ROOT));
      }
    }
    if (missing.isEmpty()) {
      return List.of();
    }
    return List.of(
        "data source `%s` lacks %d of %d tables: %s"
            .formatted(name, missing.size(), expected.size(), String.join(", ", missing)));
  }
}
