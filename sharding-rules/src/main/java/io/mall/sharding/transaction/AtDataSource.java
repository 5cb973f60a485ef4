package io.mall.sharding.transaction;

import io.mall.sharding.Rules;
import io.mall.sharding.ShardedDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.logging.Logger;
import javax.sql.DataSource;

/**
 * A sharded database whose transactions may touch any number of shards: Seata's AT. It is for rare
 * flows on tables that nobody else changes; those tables stand in rules of their own, and the data
 * source of local transactions, whose rules do not name them, cannot reach them.
 *
 * <p>Reads see what other transactions have not finished. {@code setAutoCommit(false)} begins,
 * {@code commit} and {@code rollback} end it, or throw {@link AtFailedException}. The process must
 * be connected to its coordinator ({@link AcrossShards#connect}). One such data source a process:
 * ShardingSphere has one transaction manager of a kind.
 */
public final class AtDataSource implements DataSource, AutoCloseable {

  static final String PROVIDER = "Seata";

  private static final String UNDO_LOG = "undo_log";

  /** Where its table is declared; a folder of the class path too. */
  private static final String UNDO_LOG_FILE = "sql/at/undo_log.sql";

  private final ShardedDataSource shards;
  private final Set<String> tables;

  private AtDataSource(ShardedDataSource shards, Set<String> tables) {
    this.shards = shards;
    this.tables = tables;
  }

  /**
   * Opens it. Every table of the rules is set apart for AT; what AT needs beside them, one {@code
   * undo_log} on each primary as {@code sql/at} declares it, is made where it is missing.
   *
   * @param rules of the tables that AT alone changes
   * @param opening further settings of the data source
   * @throws IllegalArgumentException if a table has no primary key: AT cannot find its rows again
   * @throws IllegalStateException if a server does not answer, or the undo log is missing and the
   *     account may not make it
   */
  public static AtDataSource open(Rules rules, UnaryOperator<ShardedDataSource.Opening> opening) {
    ShardedDataSource shards =
        opening.apply(ShardedDataSource.of(rules)).transactions("BASE", PROVIDER).open();
    try {
      Set<String> tables = new TreeSet<>();
      for (Rules.LogicTable table : rules.tables()) {
        for (Rules.ActualTable actual : table.actualTables()) {
          requirePrimaryKey(shards, rules, actual);
        }
        tables.add(table.name().toLowerCase(Locale.ROOT));
      }
      for (Rules.Group group : rules.groups()) {
        requireUndoLog(shards, group);
      }
      return new AtDataSource(shards, tables);
    } catch (SQLException e) {
      shards.close();
      throw new IllegalStateException("The data source of AT cannot be opened", e);
    } catch (RuntimeException e) {
      shards.close();
      throw e;
    }
  }

  /** Nothing is made where it is there: an account of the application may have no right to. */
  private static void requireUndoLog(ShardedDataSource shards, Rules.Group group)
      throws SQLException {
    try (Connection connection = primary(shards, group)) {
      try (ResultSet tables =
          connection.getMetaData().getTables(connection.getCatalog(), null, UNDO_LOG, null)) {
        if (tables.next()) {
          return;
        }
      }
      try (Statement statement = connection.createStatement()) {
        statement.execute(undoLog().replaceFirst("CREATE TABLE", "CREATE TABLE IF NOT EXISTS"));
      } catch (SQLException refused) {
        throw new IllegalStateException(
            group.primary() + " has no undo_log and it could not be made; run " + UNDO_LOG_FILE,
            refused);
      }
    }
  }

  private static String undoLog() {
    try (InputStream file =
        Objects.requireNonNull(
            AtDataSource.class.getResourceAsStream("/" + UNDO_LOG_FILE), UNDO_LOG_FILE)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(UNDO_LOG_FILE, unreadable);
    }
  }

  private static void requirePrimaryKey(
      ShardedDataSource shards, Rules rules, Rules.ActualTable actual) throws SQLException {
    for (Rules.Group group : rules.groups()) {
      if (group.name().equals(actual.dataSource())) {
        try (Connection connection = primary(shards, group);
            ResultSet keys =
                connection
                    .getMetaData()
                    .getPrimaryKeys(connection.getCatalog(), null, actual.name())) {
          if (!keys.next()) {
            throw new IllegalArgumentException(
                actual + " has no primary key: AT could not find its rows again");
          }
        }
      }
    }
  }

  private static Connection primary(ShardedDataSource shards, Rules.Group group)
      throws SQLException {
    DataSource pool = shards.pools().get(group.primary());
    if (pool == null) {
      throw new SQLException("no data source " + group.primary());
    }
    return pool.getConnection();
  }

  @Override
  public Connection getConnection() throws SQLException {
    return guarded(shards.dataSource().getConnection());
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("accounts stand in the rules");
  }

  private Connection guarded(Connection connection) {
    return proxy(Connection.class, connection, connection);
  }

  /** Looks at every text of SQL on its way in. */
  private <T> T proxy(Class<T> type, T target, Connection connection) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> {
              if (arguments != null
                  && arguments[0] instanceof String sql
                  && takesSql(method.getName())) {
                AtStatement.check(sql, tables, !connection.getAutoCommit());
              }
              try {
                Object result = method.invoke(target, arguments);
                return method.getName().equals("createStatement")
                    ? proxy(Statement.class, (Statement) result, connection)
                    : result;
              } catch (InvocationTargetException failed) {
                throw Objects.requireNonNullElse(failed.getCause(), failed);
              }
            }));
  }

  private static boolean takesSql(String method) {
    return method.startsWith("prepare")
        || method.startsWith("execute")
        || method.equals("addBatch");
  }

  @Override
  public PrintWriter getLogWriter() throws SQLException {
    return shards.dataSource().getLogWriter();
  }

  @Override
  public void setLogWriter(PrintWriter out) throws SQLException {
    shards.dataSource().setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    shards.dataSource().setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return shards.dataSource().getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() throws SQLFeatureNotSupportedException {
    throw new SQLFeatureNotSupportedException("java.util.logging");
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    throw new SQLException("what is under AT is not to be changed past it");
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return false;
  }

  @Override
  public void close() {
    shards.close();
  }
}
