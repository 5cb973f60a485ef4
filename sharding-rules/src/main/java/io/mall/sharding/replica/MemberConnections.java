package io.mall.sharding.replica;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.DriverDataSource;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * The driver's connections to one server, below its pool: those to a primary report commits, those
 * to a replica can all be broken off when it has stopped answering.
 */
public final class MemberConnections implements DataSource {

  private final DriverDataSource driver;
  private final @Nullable CommitListener listener;
  private final Set<Connection> open =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));

  private MemberConnections(DriverDataSource driver, @Nullable CommitListener listener) {
    this.driver = driver;
    this.listener = listener;
  }

  /**
   * Makes them what a pool takes its connections from.
   *
   * @param pool complete but for this
   * @param primaryOf the logic data source whose primary it is, {@code ds_0}; null for a replica
   */
  public static void below(HikariConfig pool, @Nullable String primaryOf) {
    Properties properties = new Properties();
    properties.putAll(pool.getDataSourceProperties());
    if (primaryOf != null) {
      properties.setProperty("trackSessionState", "true");
    }
    DriverDataSource driver =
        new DriverDataSource(
            pool.getJdbcUrl(),
            pool.getDriverClassName(),
            properties,
            pool.getUsername(),
            pool.getPassword());
    CommitListener listener = primaryOf == null ? null : new CommitListener(primaryOf);
    pool.setDataSource(new MemberConnections(driver, listener));
  }

  @Override
  public Connection getConnection() throws SQLException {
    return report(driver.getConnection());
  }

  /** What a pool calls that knows a user. */
  @Override
  public Connection getConnection(String username, String password) throws SQLException {
    return report(driver.getConnection(username, password));
  }

  private Connection report(Connection connection) throws SQLException {
    if (listener == null) {
      open.add(connection);
      return connection;
    }
    try {
      listener.attach(connection);
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /** Ends whatever is under way on them, without a word to the server. */
  void breakOff() {
    List<Connection> broken;
    synchronized (open) {
      broken = List.copyOf(open);
      open.clear();
    }
    for (Connection each : broken) {
      try {
        each.abort(Runnable::run);
      } catch (SQLException alreadyGone) {
        open.remove(each);
      }
    }
  }

  @Override
  public @Nullable PrintWriter getLogWriter() throws SQLException {
    return driver.getLogWriter();
  }

  @Override
  public void setLogWriter(@Nullable PrintWriter out) throws SQLException {
    driver.setLogWriter(out);
  }

  @Override
  public void setLoginTimeout(int seconds) throws SQLException {
    driver.setLoginTimeout(seconds);
  }

  @Override
  public int getLoginTimeout() throws SQLException {
    return driver.getLoginTimeout();
  }

  @Override
  public Logger getParentLogger() {
    return Logger.getLogger(MemberConnections.class.getName());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return driver.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return driver.isWrapperFor(type);
  }
}
