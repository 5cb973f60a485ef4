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

/**
 * What a transaction over several shards costs beside the same work as plain local transactions,
 * which nobody undoes when one of them fails.
 */
public final class TransactionsBenchmark implements Benchmark {

  private static final List<Integer> CLIENTS = List.of(1, 16, 64);
  private static final List<Integer> SHARDS = List.of(1, 2, 3);
  private static final int JUDGED = 16;

  @Override
  public String title() {
    return "one piece sold on each of 1, 2, 3 shards; and a whole checkout over two";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("mall.pool.connection-timeout", "30s", "mall.user.bcrypt-strength", "4");
  }

  @Override
  public Verdict run(Site site, Contest contest) throws Exception {
    List<Result> results = new ArrayList<>();
    List<String> explanation = new ArrayList<>();
    List<Result> judged = List.of();
    Sales sales = new Sales(site);
    Purchases purchases = new Purchases(site, sales);
    try (TwoPhase twoPhase = new TwoPhase(site, CLIENTS.getLast());
        Undoable undoable = new Undoable(site, CLIENTS.getLast())) {
      Kinds kinds = new Kinds(sales, undoable, twoPhase);
      contest.warm(everything(kinds, purchases));
      for (int clients : CLIENTS) {
        for (int shards : SHARDS) {
          List<Result> of = contest.betweenWarm(kinds.peers(clients, shards));
          results.addAll(of);
          explanation.add(multipliers(clients, shards, of));
        }
        List<Result> of = contest.betweenWarm(CheckoutBenchmark.peers(purchases, clients));
        results.addAll(of);
        explanation.add(CheckoutBenchmark.multiplier(of));
        judged = clients == JUDGED ? of : judged;
      }
    }
    explanation.addAll(NOTES);
    return Verdict.ofCpu(judged.getLast(), judged.getFirst(), results, explanation);
  }

  private static List<Peer> everything(Kinds kinds, Purchases purchases) {
    List<Peer> all = new ArrayList<>(CheckoutBenchmark.peers(purchases, JUDGED));
    SHARDS.forEach(shards -> all.addAll(kinds.peers(JUDGED, shards)));
    return all;
  }

  /** The kinds of transaction that are compared. */
  private record Kinds(Sales sales, Undoable undoable, TwoPhase twoPhase) {

    List<Peer> peers(int clients, int shards) {
      return List.of(
          new Peer("local x" + shards, clients, () -> sales.local(shards)),
          new Peer("tcc x" + shards, clients, () -> sales.tcc(shards)),
          new Peer("at x" + shards, clients, () -> undoable.sell(shards)),
          new Peer("raw x" + shards, clients, () -> twoPhase.local(shards)),
          new Peer("xa x" + shards, clients, () -> twoPhase.xa(shards)));
    }
  }

  private static String multipliers(int clients, int shards, List<Result> of) {
    return "%2d clients, %d shards: CPU of TCC %.1f times plain, of AT %.1f times plain, of XA %.1f times raw"
        .formatted(
            clients,
            shards,
            of.get(1).cpuMicros() / of.get(0).cpuMicros(),
            of.get(2).cpuMicros() / of.get(0).cpuMicros(),
            of.get(4).cpuMicros() / of.get(3).cpuMicros());
  }

  private static final List<String> NOTES =
      List.of(
          "The ratio above is the CPU of a checkout over two shards to the same outcome as two plain local transactions, at 16 clients.",
          "CPU is that of this process, the databases with their replicas, Redis and the coordinator. local, tcc, at and the checkouts go through",
          "MyBatis or JDBC and ShardingSphere; raw and xa use the driver alone, so they are compared with each other only. at has tables of its own",
          "with fewer columns and indexes, and its second phase is asynchronous at the coordinator. Plain transactions are not atomic together: a crash",
          "between them leaves half a sale.");
}
