package io.mall.app.checkout;

import static io.mall.app.checkout.Buyer.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.order.Order;
import io.mall.app.order.OrderItem;
import io.mall.app.order.Orders;
import io.mall.app.support.Mall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Buyers who order, pay and cancel on both instances all the time. Each insists on an answer to
 * each request, with the same key, however often it has to ask.
 */
final class Shopping {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final Duration THINKING = Duration.ofMillis(50);
  private static final long STOCK = 1_000_000;

  private final Mall mall;
  private final List<Integer> ports;
  private final List<ProductId> products = new ArrayList<>();
  private final List<Customer> customers = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean open = true;

  private Shopping(Fleet fleet) {
    this.mall = fleet.survivor();
    this.ports = List.of(fleet.instance().port(), mall.port());
  }

  static Shopping begin(Fleet fleet, int customers, int products) {
    Shopping shopping = new Shopping(fleet);
    for (int i = 0; i < products; i++) {
      shopping.products.add(shopping.mall.shelf().newProduct(STOCK));
    }
    for (int i = 0; i < customers; i++) {
      Customer customer = shopping.new Customer(new Buyer(shopping.mall), i);
      shopping.customers.add(customer);
      shopping.threads.add(Thread.ofVirtual().start(customer::shop));
    }
    return shopping;
  }

  /** What was acknowledged. */
  record Load(int orders, int payments, int cancels) {

    Load since(Load before) {
      return new Load(orders - before.orders, payments - before.payments, cancels - before.cancels);
    }

    boolean isAtLeast(Load least) {
      return orders >= least.orders && payments >= least.payments && cancels >= least.cancels;
    }
  }

  /** What was acknowledged so far. */
  Load load() {
    return new Load(
        customers.stream().mapToInt(customer -> customer.acknowledged.size()).sum(),
        customers.stream().mapToInt(customer -> customer.payments.get()).sum(),
        customers.stream().mapToInt(customer -> customer.cancels.get()).sum());
  }

  /** What should not have been answered so far; whoever has one has stopped to shop. */
  List<String> complaints() {
    return customers.stream().flatMap(customer -> customer.complaints.stream()).toList();
  }

  /** Lets everybody finish, and checks that nothing was lost, doubled or left half done. */
  void endAndCheck() throws InterruptedException {
    open = false;
    for (Thread thread : threads) {
      assertThat(thread.join(PATIENCE)).as("a customer waits for an answer for ever").isTrue();
    }
    for (Customer customer : customers) {
      assertThat(customer.complaints).isEmpty();
      assertThat(ordersOf(customer)).isEqualTo(new TreeSet<>(customer.acknowledged));
    }
    await().atMost(PATIENCE).untilAsserted(this::checkStock);
  }

  private Set<String> ordersOf(Customer customer) {
    Set<String> found = new TreeSet<>();
    String cursor = "";
    do {
      var page =
          customer.buyer.request().get("/api/orders?limit=100" + cursor).then().statusCode(200);
      found.addAll(page.extract().<List<String>>path("items.orderNo"));
      String next = page.extract().path("nextCursor");
      cursor = next == null ? "" : "&cursor=" + next;
    } while (!cursor.isEmpty());
    return found;
  }

  private void checkStock() {
    Map<ProductId, Long> sold = new HashMap<>();
    for (Customer customer : customers) {
      for (String orderNo : customer.acknowledged) {
        Order order = mall.bean(Orders.class).find(OrderNo.of(orderNo)).orElseThrow();
        if (!order.isClosed()) {
          for (OrderItem item : order.items()) {
            sold.merge(item.productId(), (long) item.quantity(), Long::sum);
          }
        }
      }
    }
    Warehouse warehouse = new Warehouse(mall);
    for (ProductId product : products) {
      assertThat(warehouse.stock(product).reserved()).as("reserved of %s", product).isZero();
      assertThat(warehouse.stock(product).sold())
          .as("sold of %s", product)
          .isEqualTo(sold.getOrDefault(product, 0L));
    }
  }

  private final class Customer {

    private final Buyer buyer;
    private final Random random;
    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
    private final AtomicInteger payments = new AtomicInteger();
    private final AtomicInteger cancels = new AtomicInteger();
    private final Queue<String> complaints = new ConcurrentLinkedQueue<>();

    Customer(Buyer buyer, int number) {
      this.buyer = buyer;
      this.random = new Random(number);
    }

    void shop() {
      while (open && complaints.isEmpty()) {
        Reply placed = insist("/api/orders", order());
        if (placed.status() == 201) {
          acknowledged.add(placed.text("orderNo"));
          follow(placed.text("orderNo"));
        } else {
          complaints.add("order: " + placed);
        }
      }
    }

    private Map<String, Object> order() {
      int first = random.nextInt(products.size());
      int second = (first + 1 + random.nextInt(products.size() - 1)) % products.size();
      return random.nextBoolean()
          ? buyer.order(line(products.get(first), 1))
          : buyer.order(line(products.get(first), 2), line(products.get(second), 1));
    }

    private void follow(String orderNo) {
      if (random.nextInt(2) == 0) {
        Reply paid = insist("/api/payments", Map.of("orderNo", orderNo, "method", "card"));
        if (paid.status() == 201) {
          payments.incrementAndGet();
        } else {
          complaints.add("payment: " + paid);
        }
      }
      if (random.nextInt(3) == 0) {
        Reply cancelled = insist("/api/orders/" + orderNo + "/cancel", null);
        if (cancelled.status() == 200) {
          cancels.incrementAndGet();
        } else {
          complaints.add("cancel: " + cancelled);
        }
      }
    }

    private Reply insist(String path, @Nullable Object body) {
      String key = UUID.randomUUID().toString();
      long bound = System.nanoTime() + PATIENCE.toNanos();
      while (true) {
        LockSupport.parkNanos(THINKING.toNanos());
        int port = ports.get(random.nextInt(ports.size()));
        Reply reply = Reply.to(port, buyer.token(), "POST", path, key, body);
        if (reply.isFinal() || System.nanoTime() > bound) {
          return reply;
        }
      }
    }
  }
}
