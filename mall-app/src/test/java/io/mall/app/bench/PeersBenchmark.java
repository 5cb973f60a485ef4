package io.mall.app.bench;

import io.mall.app.support.Tools;
import io.mall.local.Member;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The shop, the shop without one layer or another, and what one would write without it: the same
 * product query and the same order.
 */
final class PeersBenchmark implements Benchmark {

  private static final int READERS = 64;
  private static final int BUYERS = 20;
  private static final int CROWD = 64;
  private static final long PRODUCT = 42;
  private static final int USERS = 60;

  @Override
  public String title() {
    return "the shop beside plain alternatives: a product query, an order of two products, of a hot one";
  }

  @Override
  public Map<String, String> settings() {
    return Deployment.IDLE;
  }

  @Override
  public Verdict run(Site site, Contest contest) throws Exception {
    Member instance = Deployment.of(site, "peer", 2).start(1, "--mall.sweep.enabled=false");
    String catalog = "mall_peer_catalog";
    PlainSite plain = PlainSite.onOneDatabase(site, 2, catalog);
    PlainSite sphere = PlainSite.onShardingSphere(site, 3, catalog);
    // The management port of an instance is 1,000 above its own.
    Levels levels = new Levels(HttpClient.newHttpClient(), instance.port() + 1_000);
    OrderLoad load = new OrderLoad(List.of(instance.port()), USERS);
    load.restock(PRODUCT);
    Wrk wrk = new Wrk(Tools.require("wrk"), site.folder());
    String page = "http://127.0.0.1:" + instance.port() + "/api/products/" + PRODUCT;

    List<Result> results = new ArrayList<>();
    results.addAll(
        contest.between(
            List.of(
                wrk.peer("product: Mall", READERS, page),
                levels.without(
                    wrk.peer("product: no ready answers", READERS, page), "ready-answers"),
                levels.without(
                    wrk.peer("product: no caches", READERS, page),
                    "ready-answers",
                    "product-memory",
                    "shared-cache"),
                wrk.peer("product: one database", READERS, plain.product(PRODUCT)),
                wrk.peer("product: ShardingSphere", READERS, sphere.product(PRODUCT)))));
    results.addAll(
        contest.between(
            List.of(
                load.spread("order: Mall", BUYERS, 2),
                plain.spread("order: one database", BUYERS, 2),
                sphere.spread("order: ShardingSphere", BUYERS, 2))));
    List<Result> hot =
        contest.between(
            List.of(
                load.hot("hot: Mall", CROWD, PRODUCT),
                levels.without(load.hot("hot: not combined", CROWD, PRODUCT), "stock-combining"),
                plain.hot("hot: one database", CROWD, PRODUCT),
                sphere.hot("hot: ShardingSphere", CROWD, PRODUCT)));
    results.addAll(hot);
    return Verdict.of(
        results.get(0),
        results.get(3),
        results,
        List.of(
            "ratio: the product query, Mall to one database without caches.",
            "one database: Spring Boot, MyBatis, HikariCP; stock by guarded update; no accounts, ledger, outbox or replicas to read.",
            "ShardingSphere: the same code over two data sources, orders by user, stock by product; its transactions may be half committed."));
  }
}
