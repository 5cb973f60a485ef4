package io.mall.sharding;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mall.sharding.replica.ReplicaMonitor;
import io.mall.sharding.replica.ReplicaSwitches;
import io.mall.sharding.route.RouteGuard;
import io.mall.sharding.route.RouteRuleBuilder;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.apache.shardingsphere.driver.api.ShardingSphereDataSourceFactory;
import org.apache.shardingsphere.infra.config.mode.ModeConfiguration;
import org.apache.shardingsphere.infra.config.rule.RuleConfiguration;
import org.apache.shardingsphere.mode.repository.standalone.StandalonePersistRepositoryConfiguration;
import org.apache.shardingsphere.transaction.config.TransactionRuleConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * The sharded database as one {@link DataSource}, opened from a rules file over connection pools
 * that stay visible by name.
 *
 * <pre>{@code
 * try (var shards = ShardedDataSource.of(Rules.bundled())
 *     .placeholders(System::getenv)
 *     .pools((name, config) -> config.setMaximumPoolSize(100))
 *     .open()) {
 *   shards.probe().check();
 *   DataSource dataSource = shards.dataSource();
 * }
 * }</pre>
 */
public final class ShardedDataSource implements AutoCloseable {
  private final Rules rules;
  private final Pools pools;
  private final ReplicaMonitor replicas;
  private final DataSource dataSource;

  private ShardedDataSource(
      Rules rules, Pools pools, ReplicaMonitor replicas, DataSource dataSource) {
    this.rules = rules;
    this.pools = pools;
    this.replicas = replicas;
    this.dataSource = dataSource;
  }

  /** Starts opening; placeholders come from the environment unless something else is said. */
  public static Opening of(Rules rules) {
    return new Opening(rules);
  }

  /** How to open; the last call is {@link #open}. */
  public static final class Opening {
    private final Rules rules;
    private Function<String, @Nullable String> placeholders = System::getenv;
    private BiConsumer<String, HikariConfig> customiser = (name, config) -> {};
    private RouteGuard guard = RouteGuard.answersOnly();
    private ReplicaSwitches switches = ReplicaSwitches.allOn();
    private @Nullable TransactionRuleConfiguration transactions;

    private Opening(Rules rules) {
      this.rules = rules;
    }

    /** Where the values of placeholders come from; null or empty means there is none. */
    public Opening placeholders(Function<String, @Nullable String> values) {
      this.placeholders = values;
      return this;
    }

    /**
     * Changes the settings of each pool, by the name of its data source. Properties that the rules
     * file sets win over these.
     */
    public Opening pools(BiConsumer<String, HikariConfig> settings) {
      this.customiser = settings;
      return this;
    }

    /**
     * What happens to a statement over its budget or of a shape that is answered wrongly; unless
     * this is called, wrong answers are refused and shards are not counted.
     */
    public Opening guard(RouteGuard routes) {
      this.guard = routes;
      return this;
    }

    /** What of the reads on replicas can be turned off while it is open; nothing by default. */
    public Opening replicas(ReplicaSwitches turnedOff) {
      this.switches = turnedOff;
      return this;
    }

    /**
     * Another kind of transaction than the local one, by ShardingSphere's names; for a data source
     * of its own, because ShardingSphere has one kind for all transactions.
     */
    public Opening transactions(String type, String provider) {
      this.transactions = new TransactionRuleConfiguration(type, provider, new Properties());
      return this;
    }

    /**
     * Opens the pools and reads the columns of all tables from the primaries.
     *
     * @throws RulesException if the rules cannot be used, for instance for a placeholder without a
     *     value
     * @throws UnavailableException if a primary does not answer; replicas may be down
     */
    public ShardedDataSource open() {
      Pools pools = Pools.open(rules, placeholders, customiser);
      try {
        List<String> down = new Probe(rules, pools.byName()).primariesDown();
        if (!down.isEmpty()) {
          throw new UnavailableException("The databases cannot be opened", down);
        }
        return open(pools);
      } catch (SQLException e) {
        pools.close();
        throw new RulesException(rules.origin(), Findings.reason(e), e);
      } catch (RuntimeException | Error e) {
        pools.close();
        throw e;
      }
    }

    private ShardedDataSource open(Pools pools) throws SQLException {
      ReplicaMonitor replicas = ReplicaMonitor.open(rules.groups(), pools.byName(), switches);
      try {
        return new ShardedDataSource(
            rules, pools, replicas, shardingSphere(rules, pools, guard, replicas, transactions));
      } catch (SQLException | RuntimeException | Error e) {
        replicas.close();
        throw e;
      }
    }
  }

  private static DataSource shardingSphere(
      Rules rules,
      Pools pools,
      RouteGuard guard,
      ReplicaMonitor replicas,
      @Nullable TransactionRuleConfiguration transactions)
      throws SQLException {
    RulesYaml yaml = rules.yaml();
    Map<String, DataSource> members = new LinkedHashMap<>(pools.byName());
    List<RuleConfiguration> all = new ArrayList<>(replicas.known(yaml.rules()));
    if (transactions != null) {
      all.add(transactions);
    }
    ModeConfiguration mode = yaml.mode() != null ? yaml.mode() : ownRepository();
    return ShardingSphereDataSourceFactory.createDataSource(
        yaml.databaseName(),
        RouteRuleBuilder.guarded(mode, guard, replicas),
        members,
        all,
        yaml.props());
  }

  /**
   * ShardingSphere keeps its own notes in an in-memory database whose default name is shared by the
   * whole JVM: the second data source would empty the first one's.
   */
  private static ModeConfiguration ownRepository() {
    Properties props = new Properties();
    props.setProperty(
        "jdbc_url",
        "jdbc:h2:mem:mall-%s;DB_CLOSE_DELAY=0;DATABASE_TO_UPPER=false;MODE=MYSQL"
            .formatted(UUID.randomUUID()));
    props.setProperty("maximumPoolSize", "2");
    return new ModeConfiguration(
        "Standalone", new StandalonePersistRepositoryConfiguration("JDBC", props));
  }

  /** The data source to run statements on. */
  public DataSource dataSource() {
    return dataSource;
  }

  /** The pools by the names of the rules, primaries and replicas: for metrics and health. */
  public Map<String, HikariDataSource> pools() {
    return pools.byName();
  }

  /** The rules this was opened from. */
  public Rules rules() {
    return rules;
  }

  /** How the replicas are, and who reads them. */
  public ReplicaMonitor replicas() {
    return replicas;
  }

  /** A check of every data source and every actual table, whenever one is wanted. */
  public Probe probe() {
    return new Probe(rules, pools.byName());
  }

  /** Closes ShardingSphere and all pools, and stops watching. */
  @Override
  public void close() {
    try {
      if (dataSource instanceof AutoCloseable closeable) {
        closeable.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("ShardingSphere did not close", e);
    } finally {
      replicas.close();
      pools.close();
    }
  }
}
