package io.mall.sharding;

import io.mall.local.SharedCluster;
import io.mall.sharding.route.RouteGuard;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Databases of one test's own on both servers of the shared cluster, under the names of the
 * environment. Reads go to the primaries, so that a row is seen as soon as it is written.
 */
public final class OwnDatabases implements AutoCloseable {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static final List<String> NAMES = List.of("DS_0", "DS_1", "DS_CATALOG");

  private final Map<String, String> environment = new HashMap<>(SharedCluster.get().environment());

  public OwnDatabases() throws SQLException {
    String prefix =
        "mall_own_%d_%d_".formatted(ProcessHandle.current().pid(), COUNT.incrementAndGet());
    for (String each : NAMES) {
      String url = url(primary(each)).replaceFirst("/mall_(\\w+)$", "/" + prefix + "$1");
      environment.put(primary(each), url);
      environment.put("MALL_%s_REPLICA_URL".formatted(each), url);
      database("CREATE DATABASE", url);
    }
  }

  /**
   * The text of rules whose replicas are read though they follow nobody: here they are the
   * primaries under another name.
   */
  public static String unwatched(String rules) {
    String text =
        rules.replaceFirst(
            "type: MALL_REPLICA\\s+props:\\s+max-lag: \\S+\\s+max-wait: \\S+", "type: ROUND_ROBIN");
    if (text.equals(rules)) {
      throw new IllegalArgumentException("rules.yaml has no MALL_REPLICA with max-lag, max-wait");
    }
    return text;
  }

  private static String primary(String name) {
    return "MALL_%s_PRIMARY_URL".formatted(name);
  }

  public Map<String, String> environment() {
    return environment;
  }

  private String url(String variable) {
    return Objects.requireNonNull(environment.get(variable));
  }

  private void database(String verb, String url) throws SQLException {
    int slash = url.lastIndexOf('/');
    try (Connection connection = connect(url.substring(0, slash + 1));
        Statement statement = connection.createStatement()) {
      statement.execute(verb + " " + url.substring(slash + 1));
    }
  }

  /** Past ShardingSphere, to the database of {@code DS_0}, {@code DS_1} or {@code DS_CATALOG}. */
  public Connection open(String name) throws SQLException {
    return connect(url(primary(name)));
  }

  private Connection connect(String url) throws SQLException {
    return DriverManager.getConnection(
        url + "?allowPublicKeyRetrieval=true&allowMultiQueries=true&connectionTimeZone=UTC",
        environment.get("MALL_DB_USERNAME"),
        environment.get("MALL_DB_PASSWORD"));
  }

  /** The sharded database over them. */
  public ShardedDataSource shards(Path rules, RouteGuard guard) {
    return ShardedDataSource.of(Rules.read(rules))
        .placeholders(environment::get)
        .pools(
            (_, config) -> {
              config.setMaximumPoolSize(4);
              config.setMinimumIdle(0);
            })
        .guard(guard)
        .open();
  }

  @Override
  public void close() throws SQLException {
    for (String each : NAMES) {
      database("DROP DATABASE", url(primary(each)));
    }
  }
}
