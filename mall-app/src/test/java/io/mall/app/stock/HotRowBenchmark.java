package io.mall.app.stock;

import io.mall.app.bench.Benchmark;
import io.mall.app.bench.Contest;
import io.mall.app.bench.Peer;
import io.mall.app.bench.Result;
import io.mall.app.bench.Site;
import io.mall.app.bench.Verdict;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everybody wants the same product. The shop's own way against the transaction that every shop
 * does: insert the row of the ledger, take from the stock row if there is enough, commit.
 */
public final class HotRowBenchmark implements Benchmark {

  private static final List<Integer> CLIENTS = List.of(1, 16, 64, 256);
  private static final int JUDGED = 64;

  @Override
  public String title() {
    return "reservations of one product, each durable when answered";
  }

  @Override
  public Map<String, String> settings() {
    // The naive way is to be slow by itself, not by requests that found no connection in time; and
    // no sweep is to release what the benchmark leaves reserved.
    return Map.of("mall.pool.connection-timeout", "30s", "mall.sweep.enabled", "false");
  }

  @Override
  public Verdict run(Site site, Contest contest) throws Exception {
    Counter combined = new Counter(site);
    Counter naive = new Counter(site);
    List<Peer> peers = new ArrayList<>();
    for (int clients : CLIENTS) {
      peers.add(new Peer("naive", clients, naive::reserveNaively));
      peers.add(new Peer("combined", clients, combined::reserve));
    }
    List<Result> results;
    try (Connection connection = site.connect("ds_0")) {
      peers.add(new Peer("bare", 1, bareRow(connection)));
      results = contest.between(peers);
    }
    combined.check();
    naive.check();
    Result bare = results.getLast();
    List<String> explanation = new ArrayList<>();
    for (int clients : CLIENTS) {
      explanation.add(
          "%d clients: %.1f times the naive transaction, p99 %.1f ms"
              .formatted(
                  clients,
                  find(results, "combined", clients).perSecond()
                      / find(results, "naive", clients).perSecond(),
                  find(results, "combined", clients).p99()));
    }
    explanation.addAll(limit(bare));
    return Verdict.of(
        find(results, "combined", JUDGED), find(results, "naive", JUDGED), results, explanation);
  }

  private static List<String> limit(Result bare) {
    return List.of(
        "The engine's own limit: one connection that does nothing but UPDATE of one row and COMMIT comes to %.0f a second."
            .formatted(bare.perSecond()),
        "A commit holds the row's lock until redo log and binary log are on disk and the replica has acknowledged it,",
        "so transactions on one row cannot share a flush, and no number of clients makes them more.",
        "Only fewer, larger transactions on the row do: that is what combining is.");
  }

  /** One hot row and nothing around it. */
  private static Peer.Act bareRow(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE hot_row (id INT PRIMARY KEY, n BIGINT NOT NULL)");
      statement.execute("INSERT INTO hot_row VALUES (1, 0)");
    }
    PreparedStatement update =
        connection.prepareStatement("UPDATE hot_row SET n = n + 1 WHERE id = 1");
    return update::executeUpdate;
  }

  private static Result find(List<Result> results, String name, int clients) {
    return results.stream()
        .filter(each -> each.peer().name().equals(name) && each.peer().clients() == clients)
        .findFirst()
        .orElseThrow();
  }

  /** A product that everybody wants, with enough for all. */
  private static final class Counter {

    private final Ids ids;
    private final Stocks stocks;
    private final StockMapper mapper;
    private final Transactions transactions;
    private final ProductId product;

    Counter(Site site) {
      this.ids = site.bean(Ids.class);
      this.stocks = site.bean(Stocks.class);
      this.mapper = site.bean(StockMapper.class);
      this.transactions = site.bean(Transactions.class);
      this.product = new ProductId(ids.next(new Slot(7)));
      stocks.restock(product, Quantity.MAX);
    }

    void reserve() {
      stocks.reserve(order(), product, 1);
    }

    void reserveNaively() {
      Instant now = Instant.now();
      long ledgerId = ids.next(Slot.ofId(product.value()));
      LedgerRow row = new LedgerRow(product, ledgerId, order(), LedgerState.RESERVED, 1, now);
      Levels one = new Levels(-1, 1, 0);
      Posting.Move move = new Posting.Move(one, new Levels(1, 0, 0), 1, now);
      transactions.write(
          () -> {
            mapper.insertLedgers(List.of(row));
            return mapper.move(product, move);
          });
    }

    /** Nothing was counted that is not there. */
    void check() {
      Stock stock = stocks.require(product);
      if (stock.version() != stock.reserved() + 1) {
        throw new IllegalStateException("stock is " + stock);
      }
    }

    private OrderNo order() {
      return new OrderNo(ids.next(new Slot(9)));
    }
  }
}
