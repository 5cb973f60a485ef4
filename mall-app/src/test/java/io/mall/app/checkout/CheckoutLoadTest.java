package io.mall.app.checkout;

import static io.mall.app.checkout.Buyer.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.checkout.Crowd.Answer;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.Order;
import io.mall.app.order.OrderItem;
import io.mall.app.order.Orders;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many buy at once: each is served or cleanly refused, and the stock is exact in the end. */
@MallTest
class CheckoutLoadTest {

  private static final Logger log = LoggerFactory.getLogger(CheckoutLoadTest.class);

  private final Mall mall;
  private final Warehouse warehouse;

  CheckoutLoadTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
  }

  @Test
  void twentyClientsOrderUntilTheStockRunsOut() throws Exception {
    List<ProductId> products = products(8, 40);
    Crowd crowd = new Crowd(mall);
    List<Crowd.Client> clients =
        buyers(20)
            .map(buyer -> (Crowd.Client) turn -> order(crowd, buyer, products, turn))
            .toList();

    long start = System.nanoTime();
    crowd.run(clients, 12);
    report("orders at 20 clients", crowd.answers(), start);

    assertServedOrRefused(crowd);
    Map<ProductId, Long> wanted = sold(placed(crowd));
    for (ProductId product : products) {
      long sold = wanted.getOrDefault(product, 0L);
      warehouse.awaitStock(product, 40 - sold, 0, sold);
    }
    assertThat(crowd.answers()).anyMatch(answer -> answer.status() == 201);
  }

  @Test
  void fortyClientsDoEverythingAtOnce() throws Exception {
    List<ProductId> products = products(6, 80);
    Crowd crowd = new Crowd(mall);
    List<Crowd.Client> clients =
        buyers(40).map(buyer -> (Crowd.Client) new Mixed(crowd, buyer, products)).toList();

    long start = System.nanoTime();
    crowd.run(clients, 6);
    report("the mix at 40 clients", crowd.answers(), start);

    assertServedOrRefused(crowd);
    List<OrderNo> placed = placed(crowd);
    await()
        .atMost(Duration.ofMinutes(2))
        .untilAsserted(
            () -> {
              Map<ProductId, Long> standing = sold(placed);
              for (ProductId product : products) {
                assertThat(warehouse.stock(product).sold())
                    .as("sold of %s", product)
                    .isEqualTo(standing.getOrDefault(product, 0L));
                assertThat(warehouse.stock(product).reserved()).isZero();
              }
            });
  }

  /** A client that does a bit of everything. */
  private static final class Mixed implements Crowd.Client {

    private final Crowd crowd;
    private final Buyer buyer;
    private final List<ProductId> products;
    private final Collection<String> mine = new ConcurrentLinkedQueue<>();
    private final Random random = new Random(7);

    Mixed(Crowd crowd, Buyer buyer, List<ProductId> products) {
      this.crowd = crowd;
      this.buyer = buyer;
      this.products = products;
    }

    @Override
    public void turn(int number) throws Exception {
      ProductId product = products.get(random.nextInt(products.size()));
      send("read product", "GET", "/api/products/" + product);
      crowd.send("cart", buyer.token(), "POST", "/api/cart/items", line(product, 1 + number % 2));
      Map<String, ?> body =
          number % 3 == 0
              ? Map.of("fromCart", true, "addressId", buyer.address())
              : buyer.order(line(product, 1), line(products.getFirst(), 1));
      Answer placed = crowd.send("order", buyer.token(), "POST", "/api/orders", body);
      if (placed.status() == 201) {
        follow(placed.text("orderNo"), number);
      }
      send("list orders", "GET", "/api/orders?limit=5");
      send("list paid orders", "GET", "/api/orders?status=PAID&limit=5");
    }

    private void follow(String orderNo, int number) throws Exception {
      mine.add(orderNo);
      send("read order", "GET", "/api/orders/" + orderNo);
      if (number % 2 == 0) {
        Map<String, String> payment = Map.of("orderNo", orderNo, "method", "card");
        crowd.send("pay", buyer.token(), "POST", "/api/payments", payment);
      }
      if (number % 4 < 2) {
        send("cancel", "POST", "/api/orders/" + orderNo + "/cancel");
      }
    }

    private void send(String what, String method, String path) throws Exception {
      crowd.send(what, buyer.token(), method, path, null);
    }
  }

  private static void order(Crowd crowd, Buyer buyer, List<ProductId> products, int turn)
      throws Exception {
    int first = Math.floorMod(buyer.userId().hashCode() + turn, products.size());
    Buyer.Line one = line(products.get(first), 1 + turn % 2);
    Buyer.Line other = line(products.get((first + 1) % products.size()), 1);
    Map<String, ?> body = turn % 2 == 0 ? buyer.order(one) : buyer.order(one, other);
    crowd.send("order", buyer.token(), "POST", "/api/orders", body);
  }

  private static void assertServedOrRefused(Crowd crowd) {
    assertThat(crowd.answers())
        .allSatisfy(
            answer ->
                assertThat(answer.status() + " " + answer.text("code"))
                    .as("%s: %s", answer.what(), answer.body())
                    .matches(
                        "20[01] "
                            + "|409 checkout/insufficient-stock"
                            + "|409 checkout/cart-empty"
                            + "|409 order/cancelled"));
  }

  private static List<OrderNo> placed(Crowd crowd) {
    return crowd.answers("order").stream()
        .filter(answer -> answer.status() == 201)
        .map(answer -> OrderNo.of(answer.text("orderNo")))
        .toList();
  }

  /** What the orders that stand hold of each product. */
  private Map<ProductId, Long> sold(List<OrderNo> placed) {
    Orders orders = mall.bean(Orders.class);
    Map<ProductId, Long> sold = new HashMap<>();
    for (OrderNo orderNo : placed) {
      Order order = orders.find(orderNo).orElseThrow();
      if (!order.isClosed()) {
        for (OrderItem item : order.items()) {
          sold.merge(item.productId(), (long) item.quantity(), Long::sum);
        }
      }
    }
    return sold;
  }

  private Stream<Buyer> buyers(int count) {
    List<Buyer> buyers = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> buyers.add(new Buyer(mall)));
    return buyers.stream();
  }

  private List<ProductId> products(int count, long stock) {
    return IntStream.range(0, count).mapToObj(i -> warehouse.product(stock)).toList();
  }

  private static void report(String what, List<Answer> answers, long start) {
    double seconds = (System.nanoTime() - start) / 1e9;
    log.info(
        "{}: {} requests, {} a second, p50 p95 p99 max {} ms",
        what,
        answers.size(),
        Math.round(answers.size() / seconds),
        Crowd.times(answers));
  }
}
