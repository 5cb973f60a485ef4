package io.mall.app.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.OtherProcess;
import io.mall.local.Member;
import io.mall.local.Proxy;
import io.mall.sharding.transaction.AcrossShards;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Orders over two servers while their coordinator is away for a moment, or for longer. */
@MallTest
class CoordinatorAwayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Mall mall;
  private final Warehouse warehouse;

  CoordinatorAwayTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
  }

  @Test
  void aMomentIsBridgedLongerIsToldAndAfterARestartItWorksAgain() throws Exception {
    Member seata = Mall.cluster().member("seata");
    Proxy proxy = Mall.cluster().proxy("seata");
    Member shop = OtherProcess.start(Map.of("mall.sweep.enabled", false));
    try {
      Attempt ordinary = new Attempt(mall);
      assertThat(send(ordinary, shop).status()).isEqualTo(201);

      // On a slow machine the moment may last too long.
      await().atMost(PATIENCE).until(() -> isBridged(proxy, shop));

      seata.kill();
      Attempt refused = new Attempt(mall);
      double before = retries(shop, "given-up");
      Reply told = refused.send(shop.port());
      assertThat(told.status()).as("%s", told).isEqualTo(503);
      assertThat(told.text("code")).isEqualTo("failure/unavailable");
      assertThat(retries(shop, "given-up")).isEqualTo(before + 1);
      warehouse.awaitStock(refused.first(), Attempt.STOCK, 0, 0);
      warehouse.awaitStock(refused.second(), Attempt.STOCK, 0, 0);

      seata.start();
      assertThat(send(refused, shop).status()).isEqualTo(201);
      warehouse.awaitStock(refused.first(), Attempt.STOCK - 1, 0, 1);
    } finally {
      proxy.restore();
      seata.start();
      shop.kill();
      await().atMost(PATIENCE).until(mall.bean(AcrossShards.class)::isReachable);
    }
  }

  /** Whether an order that is begun without a coordinator is placed, since it comes back soon. */
  private boolean isBridged(Proxy proxy, Member shop) throws Exception {
    Attempt attempt = new Attempt(mall);
    double before = retries(shop, "again");
    proxy.refuse();
    proxy.cut();
    CompletableFuture<Reply> placing =
        CompletableFuture.supplyAsync(() -> attempt.send(shop.port()));
    await().atMost(PATIENCE).until(() -> retries(shop, "again") > before);
    proxy.restore();
    return placing.get(60, TimeUnit.SECONDS).status() == 201;
  }

  private static Reply send(Attempt attempt, Member shop) {
    return await().atMost(PATIENCE).until(() -> attempt.send(shop.port()), Reply::isFinal);
  }

  private static double retries(Member shop, String outcome) {
    return OtherProcess.metric(
        shop, "mall_retries_total", "coordinator-away", "outcome=\"" + outcome + "\"");
  }
}
