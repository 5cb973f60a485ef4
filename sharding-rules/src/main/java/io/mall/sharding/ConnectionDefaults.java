package io.mall.sharding;

import com.zaxxer.hikari.HikariConfig;
import java.time.Duration;
import java.util.Map;

/**
 * What every connection has unless the application or the rules say otherwise. Works on MySQL 8.4
 * and 9 and on MariaDB 10.11 and 11.4.
 */
final class ConnectionDefaults {
  /** Default sql_mode of MySQL; MariaDB's lacks ONLY_FULL_GROUP_BY, so it is set on both. */
  private static final String SQL_MODE =
      "ONLY_FULL_GROUP_BY,STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION";

  private static final Duration CONNECT = Duration.ofSeconds(5);

  /** Longer than a statement may take, shorter than a request: a stalled server answers nothing. */
  private static final Duration READ = Duration.ofSeconds(8);

  private static final Duration LOCK = Duration.ofSeconds(3);
  private static final Duration CHECKOUT = Duration.ofSeconds(5);

  private static final Map<String, String> DRIVER =
      Map.ofEntries(
          Map.entry("useServerPrepStmts", "true"),
          Map.entry("cachePrepStmts", "true"),
          // 8 table groups x some 60 statements; beyond that the server's limit on prepared
          // statements comes into sight (README, "Limits").
          Map.entry("prepStmtCacheSize", "512"),
          Map.entry("prepStmtCacheSqlLimit", "4096"),
          Map.entry("rewriteBatchedStatements", "true"),
          Map.entry("cacheServerConfiguration", "true"),
          Map.entry("useLocalSessionState", "true"),
          Map.entry("elideSetAutoCommits", "true"),
          Map.entry("allowPublicKeyRetrieval", "true"),
          Map.entry("characterEncoding", "UTF-8"),
          Map.entry("connectionCollation", "utf8mb4_general_ci"),
          Map.entry("connectionTimeZone", "UTC"),
          Map.entry("connectTimeout", Long.toString(CONNECT.toMillis())),
          Map.entry("socketTimeout", Long.toString(READ.toMillis())),
          Map.entry("tcpKeepAlive", "true"),
          Map.entry(
              "sessionVariables",
              "time_zone='+00:00',sql_mode='%s',innodb_lock_wait_timeout=%d"
                  .formatted(SQL_MODE, LOCK.toSeconds())));

  private ConnectionDefaults() {}

  static void apply(String name, HikariConfig config) {
    config.setPoolName(name);
    config.setDriverClassName("com.mysql.cj.jdbc.Driver");
    // Set once a connection rather than three statements a transaction.
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    config.setConnectionTimeout(CHECKOUT.toMillis());
    config.setMaximumPoolSize(20);
    // A pool starts without its database: who is down is found out for all of them, and named.
    config.setInitializationFailTimeout(-1);
    DRIVER.forEach(config::addDataSourceProperty);
  }
}
