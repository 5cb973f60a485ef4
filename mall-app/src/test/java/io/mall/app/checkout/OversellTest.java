package io.mall.app.checkout;

import static io.mall.app.checkout.Buyer.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.kernel.ProductId;
import io.mall.app.stock.Stock;
import io.mall.app.stock.StockReconciler;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.slot.TableGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody wants the same few things, on two instances, with cancels and doubled requests: exactly
 * what there was is sold.
 */
@MallTest
class OversellTest {

  private static final Logger log = LoggerFactory.getLogger(OversellTest.class);
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Mall mall;
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final Set<String> standing = ConcurrentHashMap.newKeySet();

  OversellTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void fortyClientsBuyOutTwoProducts() throws Exception {
    sellOut(40, 2, 100);
  }

  @Test
  @Tag("long")
  void fiveHundredClientsBuyOutTenProducts() throws Exception {
    sellOut(500, 10, 1_000);
  }

  private void sellOut(int clients, int products, long stock) throws Exception {
    try (Mall other = Mall.another(Map.of());
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<ProductId> goods = new ArrayList<>();
      for (int i = 0; i < products; i++) {
        goods.add(mall.shelf().newProduct(stock));
      }
      List<Client> crowd = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        crowd.add(new Client(other, new Buyer(mall), goods, i));
      }
      long begin = System.nanoTime();
      await()
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .until(
              () -> {
                buyAll(crowd, threads);
                return !complaints.isEmpty() || goods.stream().allMatch(this::isSoldOut);
              });
      log.info(
          "{} clients bought {} in {} s",
          clients,
          standing.size(),
          Duration.ofNanos(System.nanoTime() - begin).toSeconds());

      assertThat(complaints).isEmpty();
      Warehouse warehouse = new Warehouse(mall);
      goods.forEach(product -> warehouse.awaitStock(product, 0, 0, stock));
      assertThat(standing).hasSize(Math.toIntExact(products * stock));
    }
  }

  /** Until nobody gets anything more; stock and ledger are compared all the while. */
  private void buyAll(List<Client> crowd, ExecutorService threads) throws Exception {
    List<CompletableFuture<Void>> buying = new ArrayList<>();
    for (Client client : crowd) {
      buying.add(CompletableFuture.runAsync(client::buy, threads));
    }
    CompletableFuture<Void> all = CompletableFuture.allOf(buying.toArray(CompletableFuture[]::new));
    while (!all.isDone()) {
      for (TableGroup group : TableGroup.all()) {
        assertThat(mall.bean(StockReconciler.class).check(group)).isEmpty();
      }
    }
    all.get();
  }

  private boolean isSoldOut(ProductId product) {
    Stock stock = new Warehouse(mall).stock(product);
    return stock.available() == 0 && stock.reserved() == 0;
  }

  private final class Client {

    private final List<Integer> ports;
    private final Buyer buyer;
    private final List<ProductId> goods;
    private final Random random;

    Client(Mall other, Buyer buyer, List<ProductId> goods, int number) {
      this.ports = List.of(mall.port(), other.port());
      this.buyer = buyer;
      this.goods = goods;
      this.random = new Random(number);
    }

    /** Buys one piece after the other until there is nothing left of anything. */
    void buy() {
      List<ProductId> left = new ArrayList<>(goods);
      while (!left.isEmpty() && complaints.isEmpty()) {
        ProductId product = left.get(random.nextInt(left.size()));
        Reply reply = order(product);
        if (reply.status() == 201) {
          maybeCancel(reply.text("orderNo"));
        } else {
          left.remove(product);
          if (!reply.text("code").equals("checkout/insufficient-stock")) {
            complaints.add(reply.toString());
          }
        }
      }
    }

    private void maybeCancel(String orderNo) {
      if (!standing.add(orderNo)) {
        complaints.add("order " + orderNo + " was given twice");
      }
      if (random.nextInt(10) == 0) {
        Reply cancelled = insist(random.nextInt(2), "/api/orders/" + orderNo + "/cancel", "", null);
        if (cancelled.status() == 200) {
          standing.remove(orderNo);
        } else {
          complaints.add("cancel: " + cancelled);
        }
      }
    }

    /** One request in five is sent to both instances at once. */
    private Reply order(ProductId product) {
      String key = UUID.randomUUID().toString();
      Map<String, Object> body = buyer.order(line(product, 1));
      int port = random.nextInt(2);
      if (random.nextInt(5) > 0) {
        return insist(port, "/api/orders", key, body);
      }
      CompletableFuture<Reply> twin = new CompletableFuture<>();
      Thread.ofVirtual().start(() -> twin.complete(insist(1 - port, "/api/orders", key, body)));
      Reply one = insist(port, "/api/orders", key, body);
      Reply other = twin.join();
      if (one.status() == 201 && other.status() == 201 && !one.body().equals(other.body())) {
        complaints.add("one key, two answers: " + one + " and " + other);
      }
      return one.status() == 201 ? one : other;
    }

    private Reply insist(int port, String path, String key, @Nullable Object body) {
      String mine = key.isEmpty() ? UUID.randomUUID().toString() : key;
      long bound = System.nanoTime() + PATIENCE.toNanos();
      Reply reply;
      do {
        reply = Reply.to(ports.get(port), buyer.token(), "POST", path, mine, body);
      } while (!reply.isFinal() && System.nanoTime() < bound);
      return reply;
    }
  }
}
