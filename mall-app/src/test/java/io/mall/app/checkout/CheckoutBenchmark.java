package io.mall.app.checkout;

import io.mall.app.bench.Benchmark;
import io.mall.app.bench.Contest;
import io.mall.app.bench.Peer;
import io.mall.app.bench.Result;
import io.mall.app.bench.Site;
import io.mall.app.bench.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A whole purchase over two shards beside the same outcome as plain local transactions. */
public final class CheckoutBenchmark implements Benchmark {

  private static final List<Integer> CLIENTS = List.of(1, 16, 64);
  private static final int JUDGED = 16;

  static final List<String> NOTES =
      List.of(
          "\"two transactions\" is what remains when nobody needs to undo anything: on one server the sale of a product, on the other the sale of",
          "the second product with order, lines and kept answer; each row is written once and sold at once. A crash between the two leaves half an order.");

  @Override
  public String title() {
    return "an order of two products over two shards";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("mall.pool.connection-timeout", "30s", "mall.user.bcrypt-strength", "4");
  }

  @Override
  public Verdict run(Site site, Contest contest) throws Exception {
    Purchases purchases = new Purchases(site, new Sales(site));
    List<Result> results = new ArrayList<>();
    List<String> explanation = new ArrayList<>();
    List<Result> judged = List.of();
    for (int clients : CLIENTS) {
      List<Result> of = contest.between(peers(purchases, clients));
      results.addAll(of);
      explanation.add(multiplier(of));
      judged = clients == JUDGED ? of : judged;
    }
    explanation.addAll(NOTES);
    return Verdict.ofCpu(judged.getLast(), judged.getFirst(), results, explanation);
  }

  static List<Peer> peers(Purchases purchases, int clients) {
    return List.of(
        new Peer("two transactions", clients, purchases::asTwoTransactions),
        new Peer("checkout", clients, purchases::checkout));
  }

  static String multiplier(List<Result> of) {
    return "%2d clients: CPU of a checkout %.1f times two plain transactions"
        .formatted(
            of.getFirst().peer().clients(), of.getLast().cpuMicros() / of.getFirst().cpuMicros());
  }
}
