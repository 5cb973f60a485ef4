package io.mall.app.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Multimap;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.shardingsphere.driver.jdbc.core.connection.DriverDatabaseConnectionManager;
import org.apache.shardingsphere.driver.jdbc.core.connection.ShardingSphereConnection;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A local transaction has touched one data source. ShardingSphere would take two and commit them
 * one after the other, and nobody would notice until a connection dies in between.
 */
public final class OneShardPerTransaction implements Invariant {

  private static final Queue<String> violations = new ConcurrentLinkedQueue<>();

  static void watch(JdbcTransactionManager manager) {
    manager.addListener(
        new TransactionExecutionListener() {
          @Override
          public void beforeCommit(TransactionExecution transaction) {
            look(manager);
          }
        });
  }

  @Override
  public void check(Mall mall) {
    assertThat(violations).as("transactions that touched several data sources").isEmpty();
  }

  private static void look(JdbcTransactionManager manager) {
    Object dataSource = Objects.requireNonNull(manager.getDataSource());
    if (TransactionSynchronizationManager.getResource(dataSource)
        instanceof ConnectionHolder held) {
      Set<String> touched = touched(held.getConnection());
      if (touched.size() > 1) {
        violations.add(touched + " by " + door());
      }
    }
  }

  private static Set<String> touched(Connection connection) {
    try {
      DriverDatabaseConnectionManager connections =
          connection.unwrap(ShardingSphereConnection.class).getDatabaseConnectionManager();
      Field cached = DriverDatabaseConnectionManager.class.getDeclaredField("cachedConnections");
      cached.setAccessible(true);
      Multimap<?, ?> byName = (Multimap<?, ?>) cached.get(connections);
      Set<String> names = new TreeSet<>();
      byName.keySet().forEach(name -> names.add(String.valueOf(name)));
      return names;
    } catch (SQLException | ReflectiveOperationException e) {
      throw new LinkageError("ShardingSphere keeps its connections elsewhere", e);
    }
  }

  private static String door() {
    return Arrays.stream(new Throwable().getStackTrace())
        .map(StackTraceElement::toString)
        .filter(frame -> frame.contains("io.mall.app.") && !frame.contains(".support."))
        .findFirst()
        .orElse("unknown");
  }
}
