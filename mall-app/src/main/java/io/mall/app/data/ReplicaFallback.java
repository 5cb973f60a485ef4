package io.mall.app.data;

import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.replica.ReadScope;
import java.lang.reflect.InvocationTargetException;
import java.sql.SQLTransientConnectionException;
import org.apache.ibatis.cache.CacheKey;
import org.apache.ibatis.executor.Executor;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.plugin.Interceptor;
import org.apache.ibatis.plugin.Intercepts;
import org.apache.ibatis.plugin.Invocation;
import org.apache.ibatis.plugin.Signature;
import org.apache.ibatis.session.ResultHandler;
import org.apache.ibatis.session.RowBounds;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Reads once more on the primary what a replica was asked when it went away. It is left out at the
 * next look; this is for those who had been sent there before.
 */
@Intercepts({
  @Signature(
      type = Executor.class,
      method = "query",
      args = {MappedStatement.class, Object.class, RowBounds.class, ResultHandler.class}),
  @Signature(
      type = Executor.class,
      method = "query",
      args = {
        MappedStatement.class,
        Object.class,
        RowBounds.class,
        ResultHandler.class,
        CacheKey.class,
        BoundSql.class
      })
})
final class ReplicaFallback implements Interceptor {

  private final ShardedDataSource shards;

  ReplicaFallback(ShardedDataSource shards) {
    this.shards = shards;
  }

  @Override
  public Object intercept(Invocation invocation) throws Throwable {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      return invocation.proceed();
    }
    return ReadScope.<Object, ReflectiveOperationException>orOnPrimary(
        invocation::proceed, this::isLost);
  }

  private boolean isLost(Throwable failure) {
    Throwable cause =
        failure instanceof InvocationTargetException e ? e.getTargetException() : failure;
    boolean lost =
        RetryCause.of(cause) == RetryCause.CONNECTION_LOST
            || Causes.of(cause).stream()
                .anyMatch(SQLTransientConnectionException.class::isInstance);
    if (lost) {
      shards.replicas().lookNow();
    }
    return lost;
  }
}
