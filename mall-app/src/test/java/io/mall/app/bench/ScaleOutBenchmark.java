package io.mall.app.bench;

import io.mall.local.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The same shop over one, two and four data sources, and with two instances. All of it shares one
 * machine, so throughput cannot grow; what can be seen is whether an operation costs the same.
 */
final class ScaleOutBenchmark implements Benchmark {

  private static final int CLIENTS = 16;
  private static final int USERS = 60;
  private static final List<Variant> VARIANTS =
      List.of(new Variant(1, 1), new Variant(2, 1), new Variant(4, 1), new Variant(2, 2));

  private record Variant(int dataSources, int instances) {
    private String title() {
      return dataSources + " ds, " + instances + " app";
    }
  }

  @Override
  public String title() {
    return "the shop over 1, 2 and 4 data sources, and with 2 instances; 16 clients over HTTP";
  }

  @Override
  public Map<String, String> settings() {
    return Deployment.IDLE;
  }

  @Override
  public Verdict run(Site site, Contest contest) throws Exception {
    Map<Integer, Deployment> deployments = new LinkedHashMap<>();
    Map<Variant, OrderLoad> loads = new LinkedHashMap<>();
    int number = 1;
    for (Variant variant : VARIANTS) {
      int dataSources = variant.dataSources();
      if (!deployments.containsKey(dataSources)) {
        deployments.put(dataSources, Deployment.of(site, "n" + dataSources, dataSources));
      }
      List<Integer> ports = new ArrayList<>();
      for (int i = 0; i < variant.instances(); i++) {
        Member instance =
            deployments.get(dataSources).start(number++, "--mall.sweep.enabled=false");
        ports.add(instance.port());
      }
      loads.put(variant, new OrderLoad(ports, USERS));
    }
    List<Result> carts = compare(contest, loads, "cart");
    List<Result> orders = compare(contest, loads, "order");
    List<Result> all = new ArrayList<>(orders);
    all.addAll(carts);
    return Verdict.ofCpu(
            orders.get(2),
            orders.get(0),
            all,
            List.of(
                "ratio: CPU of an order (one product) over 4 data sources to that over 1.",
                "cart: " + Fit.of(points(carts)).line() + ".",
                "order: " + Fit.of(points(orders)).line() + ".",
                "An order touches the user's data source and the product's: of n they are the same in one of n cases."))
        .with(
            new Verdict.Picture(
                "cost",
                CostChart.of(Map.of("order", points(orders), "cart change", points(carts)))));
  }

  private static List<Result> compare(
      Contest contest, Map<Variant, OrderLoad> loads, String operation)
      throws InterruptedException {
    List<Peer> peers = new ArrayList<>();
    loads.forEach(
        (variant, load) -> {
          String name = operation + ": " + variant.title();
          peers.add(
              operation.equals("cart") ? load.cart(name, CLIENTS) : load.spread(name, CLIENTS, 1));
        });
    return contest.between(peers);
  }

  /** Of those with one instance: every round's number of data sources and its cost. */
  private static List<Fit.Point> points(List<Result> results) {
    return IntStream.range(0, VARIANTS.size())
        .filter(i -> VARIANTS.get(i).instances() == 1)
        .boxed()
        .flatMap(
            i ->
                results.get(i).rounds().stream()
                    .map(
                        round -> new Fit.Point(VARIANTS.get(i).dataSources(), round.cpu().total())))
        .toList();
  }
}
