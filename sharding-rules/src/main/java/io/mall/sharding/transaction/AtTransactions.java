package io.mall.sharding.transaction;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.sql.DataSource;
import org.apache.seata.core.context.RootContext;
import org.apache.seata.core.model.BranchType;
import org.apache.seata.core.model.GlobalStatus;
import org.apache.seata.rm.datasource.ConnectionProxy;
import org.apache.seata.rm.datasource.DataSourceProxy;
import org.apache.seata.rm.datasource.exec.LockConflictException;
import org.apache.shardingsphere.infra.database.core.type.DatabaseType;
import org.apache.shardingsphere.transaction.api.TransactionType;
import org.apache.shardingsphere.transaction.spi.ShardingSphereDistributedTransactionManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * ShardingSphere's distributed transactions (type BASE) as Seata's AT: each data source is one
 * branch, which commits at once and leaves images of its rows in {@code undo_log}; a global
 * rollback writes them back. ShardingSphere makes the one instance; {@link AtDataSource} is the way
 * to use it.
 *
 * <p>ShardingSphere never commits the connections it asks for here, and a branch that meets another
 * transaction's lock must be tried again with its locks released; so both are done here.
 */
public final class AtTransactions implements ShardingSphereDistributedTransactionManager {

  private static final Logger log = LoggerFactory.getLogger(AtTransactions.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /**
   * What a commit that goes well is answered with; a time-out is told as Finished, for instance.
   */
  private static final Set<GlobalStatus> HAPPENS =
      Set.of(
          GlobalStatus.Committed,
          GlobalStatus.AsyncCommitting,
          GlobalStatus.Committing,
          GlobalStatus.CommitRetrying);

  private static final Set<GlobalStatus> UNDONE =
      Set.of(GlobalStatus.Rollbacked, GlobalStatus.Rollbacking, GlobalStatus.RollbackRetrying);

  private static final ThreadLocal<@Nullable Running> running = new ThreadLocal<>();

  private static final int LOCK_TRIES = 30;
  private static final long LOCK_PAUSE_MILLIS = 10;

  private final ConcurrentMap<String, DataSource> pools = new ConcurrentHashMap<>();
  private final ConcurrentMap<DataSource, DataSourceProxy> proxies = new ConcurrentHashMap<>();

  /** The transaction of a thread, with a connection for each data source it has touched. */
  private record Running(
      String xid, Coordinator coordinator, Map<DataSource, ConnectionProxy> connections) {}

  @Override
  public void init(
      Map<String, DatabaseType> databaseTypes,
      Map<String, DataSource> dataSources,
      @Nullable String providerType) {
    pools.putAll(dataSources);
  }

  @Override
  public TransactionType getTransactionType() {
    return TransactionType.BASE;
  }

  @Override
  public boolean isInTransaction() {
    return running.get() != null;
  }

  @Override
  public Connection getConnection(String databaseName, String dataSourceName) throws SQLException {
    Running now = require();
    DataSource pool = pools.get(databaseName + "." + dataSourceName);
    if (pool == null) {
      throw new SQLException("no data source " + dataSourceName + " in " + databaseName);
    }
    ConnectionProxy known = now.connections().get(pool);
    if (known != null) {
      return known;
    }
    DataSourceProxy proxy = proxies.computeIfAbsent(pool, DataSourceProxy::new);
    ConnectionProxy connection = proxy.getConnection();
    connection.setAutoCommit(false);
    now.connections().put(pool, connection);
    return connection;
  }

  @Override
  public void begin() {
    begin((int) TIMEOUT.toSeconds());
  }

  /**
   * Begins on this thread.
   *
   * @throws CoordinatorUnavailableException when the coordinator could not; nothing was done
   */
  @Override
  public void begin(int timeoutSeconds) {
    if (isInTransaction()) {
      throw new IllegalStateException("an AT transaction inside of another is not supported");
    }
    Coordinator coordinator = Coordinator.current();
    coordinator.useAt();
    String xid = coordinator.begin("at", Duration.ofSeconds(timeoutSeconds));
    RootContext.bind(xid);
    RootContext.bindBranchType(BranchType.AT);
    running.set(new Running(xid, coordinator, new LinkedHashMap<>()));
  }

  @Override
  public void commit(boolean rollbackOnly) {
    if (rollbackOnly) {
      rollback();
      throw new AtFailedException("was rolled back because a statement had failed", null);
    }
    Running now = require();
    try {
      for (ConnectionProxy each : now.connections().values()) {
        commitBranch(each);
      }
    } catch (SQLException | RuntimeException failed) {
      rollback();
      throw new AtFailedException("was rolled back: " + failed.getMessage(), failed);
    }
    leave();
    GlobalStatus status = now.coordinator().commit(now.xid());
    if (!HAPPENS.contains(status)) {
      throw new AtFailedException(
          "%s was not committed, the coordinator says %s".formatted(now.xid(), status), null);
    }
  }

  @Override
  public void rollback() {
    Running now = require();
    leave();
    for (ConnectionProxy each : now.connections().values()) {
      try {
        each.getTargetConnection().rollback();
      } catch (SQLException gone) {
        log.debug("a connection of {} could not be rolled back", now.xid(), gone);
      }
    }
    GlobalStatus status = now.coordinator().rollback(now.xid());
    if (!UNDONE.contains(status)) {
      throw new AtFailedException(
          "%s was not rolled back, the coordinator says %s: its rows may be locked and half changed"
              .formatted(now.xid(), status),
          null);
    }
  }

  /**
   * With {@code autoCommitChanged} the coordinator gives back what it had locked when a row turns
   * out to be another's; without it those locks stay for ever. Seata then leaves trying again to
   * its caller.
   */
  private static void commitBranch(ConnectionProxy connection) throws SQLException {
    for (int left = LOCK_TRIES; ; left--) {
      connection.getContext().setAutoCommitChanged(true);
      try {
        connection.commit();
        return;
      } catch (LockConflictException held) {
        if (left == 0) {
          throw held;
        }
        pause(held);
      }
    }
  }

  private static void pause(LockConflictException held) throws SQLException {
    try {
      Thread.sleep(LOCK_PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw held;
    }
  }

  private static void leave() {
    running.remove();
    RootContext.unbind();
    RootContext.unbindBranchType();
  }

  private static Running require() {
    Running now = running.get();
    if (now == null) {
      throw new IllegalStateException("no AT transaction is running on this thread");
    }
    return now;
  }

  /** The kind of transaction, by which ShardingSphere finds this. */
  @Override
  public String getType() {
    return TransactionType.BASE.name();
  }

  @Override
  public boolean containsProviderType(String providerType) {
    return AtDataSource.PROVIDER.equals(providerType);
  }

  @Override
  public void close() {
    pools.clear();
    proxies.clear();
  }
}
