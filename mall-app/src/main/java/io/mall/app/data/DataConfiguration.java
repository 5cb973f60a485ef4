package io.mall.app.data;

import com.zaxxer.hikari.HikariConfig;
import io.mall.app.control.Switch;
import io.mall.sharding.Rules;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.replica.ReplicaSwitches;
import io.mall.sharding.route.RouteGuard;
import io.mall.sharding.route.budget.Budgets;
import io.micrometer.core.instrument.MeterRegistry;
import javax.sql.DataSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** The sharded data source over pools with our settings, and local transactions on it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({DataProperties.class, PoolProperties.class})
class DataConfiguration {

  /** Refuses to start, naming each data source and table that is missing. */
  @Bean
  ShardedDataSource shards(
      Environment environment,
      PoolProperties properties,
      DataProperties data,
      ReplicaSwitches switches,
      MeterRegistry metrics) {
    ShardedDataSource shards =
        ShardedDataSource.of(Rules.bundled())
            .placeholders(environment::getProperty)
            .pools((name, pool) -> configure(pool, properties, metrics))
            .guard(guard(data, metrics))
            .replicas(switches)
            .open();
    try {
      shards.probe().check();
      return shards;
    } catch (RuntimeException incomplete) {
      shards.close();
      throw incomplete;
    }
  }

  @Bean
  ReplicaSwitches replicaSwitches(Switch replicaReads, Switch causalWaits) {
    return new ReplicaSwitches(replicaReads::isOn, causalWaits::isOn);
  }

  @Bean
  Switch replicaReads() {
    return new Switch(
        "replica-reads",
        "Reads outside of transactions go to replicas that are well and up to date;"
            + " off: every read goes to its primary.");
  }

  @Bean
  Switch causalWaits() {
    return new Switch(
        "causal-waits",
        "A read by a client that has just written waits up to 50 ms for a replica to have it;"
            + " off: such a read goes to the primary at once.");
  }

  @Bean(destroyMethod = "")
  DataSource dataSource(ShardedDataSource shards) {
    return shards.dataSource();
  }

  @Bean
  JdbcTransactionManager transactionManager(DataSource dataSource, DataProperties properties) {
    JdbcTransactionManager manager = new JdbcTransactionManager(dataSource);
    manager.setDefaultTimeout((int) properties.transactionTimeout().toSeconds());
    return manager;
  }

  /** Counts in {@code mall.data.route.breaches} what breaks a budget or has a wrong shape. */
  private static RouteGuard guard(DataProperties data, MeterRegistry metrics) {
    return new RouteGuard(
        Budgets.bundled(),
        data.routeBudgets(),
        data.routeShapes(),
        breach ->
            metrics
                .counter(
                    "mall.data.route.breaches",
                    "kind",
                    breach.kind(),
                    "outcome",
                    breach.refused() ? "refused" : "warned")
                .increment());
  }

  private static void configure(
      HikariConfig pool, PoolProperties properties, MeterRegistry metrics) {
    pool.setMaximumPoolSize(properties.maximumPoolSize());
    pool.setMinimumIdle(Math.min(properties.minimumIdle(), properties.maximumPoolSize()));
    pool.setMaxLifetime(properties.maxLifetime().toMillis());
    pool.setIdleTimeout(properties.idleTimeout().toMillis());
    pool.setConnectionTimeout(properties.connectionTimeout().toMillis());
    pool.setMetricRegistry(metrics);
    // The transaction manager marks connections read-only for MyBatis and the log; the server need
    // not be told, which would be two more round trips a transaction.
    pool.addDataSourceProperty("readOnlyPropagatesToServer", "false");
  }
}
