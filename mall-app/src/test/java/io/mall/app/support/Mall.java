package io.mall.app.support;

import io.mall.app.MallApplication;
import io.mall.app.kernel.UserId;
import io.mall.app.security.Caller;
import io.mall.app.security.Role;
import io.mall.app.security.Tokens;
import io.mall.local.LocalCluster;
import io.mall.local.SharedCluster;
import io.mall.sharding.schema.Schema;
import io.mall.sharding.slot.Slot;
import io.restassured.RestAssured;
import io.restassured.builder.RequestSpecBuilder;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** One instance of the shop on free ports, on the cluster that all tests share. */
public final class Mall implements AutoCloseable {

  static {
    // What comes about comes late on a busy machine; a wait for it ends as soon as it has.
    Awaitility.setDefaultTimeout(Duration.ofMinutes(1));
  }

  private static final AtomicLong names = new AtomicLong(System.currentTimeMillis());
  private static @Nullable Mall shared;

  private final ConfigurableApplicationContext context;

  private Mall(Map<String, Object> settings) {
    this.context =
        new SpringApplicationBuilder(MallApplication.class)
            .registerShutdownHook(false)
            .run(
                settings.entrySet().stream()
                    .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                    .toArray(String[]::new));
    OneShardPerTransaction.watch(bean(JdbcTransactionManager.class));
  }

  /** The instance that all tests of this JVM share; started by the first who asks. */
  public static synchronized Mall get() {
    if (shared == null) {
      migrate(cluster());
      Mall mall = new Mall(settings(cluster()));
      Runtime.getRuntime().addShutdownHook(new Thread(mall::close));
      shared = mall;
    }
    return shared;
  }

  /** A further instance on the same cluster, with settings of its own; close it. */
  public static Mall another(Map<String, Object> settings) {
    get();
    Map<String, Object> all = settings(cluster());
    all.putAll(settings);
    return new Mall(all);
  }

  public static LocalCluster cluster() {
    return SharedCluster.get();
  }

  private static void migrate(LocalCluster cluster) {
    Schema.migrate(
        "classpath:sharding-rules/rules.yaml",
        "classpath:sql/schema",
        cluster.environment()::get,
        line -> {});
  }

  private static Map<String, Object> settings(LocalCluster cluster) {
    Map<String, Object> settings = new HashMap<>(cluster.environment());
    settings.put("server.port", 0);
    settings.put("management.server.port", 0);
    settings.put("spring.profiles.active", "local");
    settings.put("spring.lifecycle.timeout-per-shutdown-phase", "1s");
    settings.put("logging.level.io.mall.app.web.RequestFilter", "WARN");
    settings.put("logging.level.io.mall.app.payment.CallbackController", "WARN");
    settings.put("mall.pool.maximum-pool-size", 20);
    settings.put("mall.pool.minimum-idle", 2);
    // Tests are right on a slow machine too; how long a wait may take is not what they are about.
    settings.put("mall.pool.connection-timeout", "8s");
    settings.put("mall.user.bcrypt-strength", 4);
    // Those who are told in tests listen on this machine, and nobody waits a day for a repeat.
    settings.put("mall.webhook.allow-private-addresses", true);
    settings.put("mall.webhook.retries", "20ms,20ms");
    // Sweeps that nobody waits for; tests of theirs start an instance of their own.
    settings.put("mall.stock.audit-pause", "1h");
    settings.put("mall.idempotency.sweep", "1h");
    return settings;
  }

  public <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  public int port() {
    return Integer.parseInt(property("local.server.port"));
  }

  public int managementPort() {
    return Integer.parseInt(property("local.management.port"));
  }

  private String property(String name) {
    return context.getEnvironment().getRequiredProperty(name);
  }

  /** A request by nobody in particular. */
  public RequestSpecification anonymous() {
    return RestAssured.given(
        new RequestSpecBuilder()
            .setBaseUri("http://127.0.0.1")
            .setPort(port())
            .setContentType(ContentType.JSON)
            .build());
  }

  /** A request to the management port. */
  public RequestSpecification management() {
    return RestAssured.given().baseUri("http://127.0.0.1").port(managementPort());
  }

  /** The sum over all series of its metrics that begin so; 0 when there is none yet. */
  public double metric(String name) {
    return Metrics.sum(managementPort(), name);
  }

  /**
   * A request by an administrator; there is no such account, the token is all that is asked for.
   */
  public RequestSpecification admin() {
    return anonymous().auth().oauth2(adminToken());
  }

  /** The same administrator, in a hurry. */
  public QuickClient quickAdmin() {
    return new QuickClient(this, adminToken());
  }

  /** An administrator's log-in. */
  public String adminToken() {
    return bean(Tokens.class).issue(new Caller(new UserId(1), Role.ADMIN)).text();
  }

  /** A user name that no other test has. */
  public static String freshName() {
    return "t" + names.incrementAndGet();
  }

  /** Such a name of somebody whose data is in one of these table groups. */
  public static String freshNameIn(int firstGroup, int lastGroup) {
    while (true) {
      String name = freshName();
      int group = Slot.ofName(name).group().number();
      if (group >= firstGroup && group <= lastGroup) {
        return name;
      }
    }
  }

  /** Puts products on sale. */
  public Shelf shelf() {
    return new Shelf(this);
  }

  /** Registers somebody new and logs in. */
  public Shopper newShopper() {
    return newShopper(freshName());
  }

  /** Registers somebody under a name, in lower case, and logs in. */
  public Shopper newShopper(String username) {
    return Shopper.register(this, username);
  }

  @Override
  public void close() {
    context.close();
  }
}
