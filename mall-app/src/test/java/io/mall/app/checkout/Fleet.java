package io.mall.app.checkout;

import io.mall.app.support.Mall;
import io.mall.app.support.OtherProcess;
import io.mall.local.LocalCluster;
import io.mall.local.Member;
import io.mall.local.Proxy;
import java.util.HashMap;
import java.util.Map;

/**
 * Two instances of the shop: one in a process of its own, which reaches its servers through proxies
 * and leaves the sweeps to the other, and one in this JVM.
 */
final class Fleet implements AutoCloseable {

  /** What died is given up soon, so that a test need not wait for it. */
  private static final Map<String, Object> IMPATIENT =
      Map.of(
          "mall.checkout.timeout", "3s",
          "mall.checkout.settle-after", "6s",
          "mall.checkout.sweep", "1s",
          "mall.outbox.lease", "2s");

  private final Mall survivor;
  private final Member instance;

  private Fleet(Mall survivor, Member instance) {
    this.survivor = survivor;
    this.instance = instance;
  }

  static Fleet start() {
    Mall survivor = Mall.another(IMPATIENT);
    Map<String, Object> settings = new HashMap<>(IMPATIENT);
    settings.put("mall.sweep.enabled", false);
    Member instance = OtherProcess.start(settings);
    return new Fleet(survivor, instance);
  }

  LocalCluster cluster() {
    return Mall.cluster();
  }

  /** The instance that may die. */
  Member instance() {
    return instance;
  }

  /** The way of clients to the instance that may die. */
  Proxy door() {
    return cluster().proxy(instance);
  }

  /** The instance that lives on. */
  Mall survivor() {
    return survivor;
  }

  @Override
  public void close() {
    try (survivor) {
      if (instance.running()) {
        instance.kill();
      }
    }
  }
}
