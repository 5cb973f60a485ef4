package io.mall.app.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the shop for the first test class that needs it, checks after each test that every named
 * statement went to one shard, and after each class that the invariants hold.
 */
final class MallExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        ParameterResolver {

  private static final String READINESS = "/actuator/health/readiness";
  private static final Namespace NAMESPACE = Namespace.create(MallExtension.class);

  private static boolean inVain;

  @Override
  public void beforeAll(ExtensionContext context) {
    Mall mall = Mall.get();
    awaitEverybody(mall);
  }

  /** The class before may have killed somebody, whom the shop has not found again yet. */
  private static synchronized void awaitEverybody(Mall mall) {
    if (inVain) {
      // Somebody is gone for good, and every class would wait for it.
      return;
    }
    inVain = true;
    Mall.cluster().awaitReplicas();
    await("servers that an earlier test took away")
        .pollDelay(Duration.ZERO)
        .until(() -> mall.management().get(READINESS).path("status"), "UP"::equals);
    inVain = false;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    context.getStore(NAMESPACE).put(RouteLog.class, RouteLog.record(MallExtension::isScattered));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    RouteLog log = context.getStore(NAMESPACE).remove(RouteLog.class, RouteLog.class);
    if (log != null) {
      log.close();
      assertThat(log.statements()).as("statements that went to several shards").isEmpty();
    }
  }

  private static boolean isScattered(RoutedStatement statement) {
    return statement.name() != null && !statement.singleShard();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    for (Invariant invariant : ServiceLoader.load(Invariant.class)) {
      invariant.check(Mall.get());
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Mall.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Mall.get();
  }
}
