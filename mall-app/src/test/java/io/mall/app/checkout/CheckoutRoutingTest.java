package io.mall.app.checkout;

import static io.mall.app.checkout.Buyer.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.Id;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import io.mall.sharding.slot.TableGroup;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each statement goes to one shard; only placing and undoing an order know more than one. */
@MallTest
class CheckoutRoutingTest {

  /** What the catalog looks for all the time, in its own database. */
  private static final Set<String> LOOKS = Set.of("catalog.findChanged", "catalog.findIds");

  /** What runs by the clock, at the same time as the test. */
  private static final Set<String> SWEEPS =
      Set.of(
          "outbox.lockDue",
          "outbox.countStuck",
          "order.findDue",
          "order.deleteAbortMarks",
          "payment.findOverdue",
          "stock.staleReservations");

  /** Those of them that a test would wait for too long. */
  private static final Set<String> SELDOM = Set.of("outbox.countStuck", "order.deleteAbortMarks");

  private final Mall mall;
  private final Warehouse warehouse;

  CheckoutRoutingTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
  }

  @Test
  void placingTouchesTheGroupsOfTheProductsAndOfTheUserWithOneShardAStatement() {
    Buyer buyer = new Buyer(mall);
    ProductId first = warehouse.product(10);
    ProductId second = warehouse.product(10);
    List<RoutedStatement> statements;
    try (RouteLog log = recordRequests()) {
      buyer.place(buyer.order(line(first, 1), line(second, 1))).then().statusCode(201);
      statements = ofRequests(log);
    }

    assertThat(statements).allMatch(RoutedStatement::singleShard);
    assertThat(suffixes(statements, "stock_ledger", "inventory")).isEqualTo(groups(first, second));
    assertThat(suffixes(statements, "orders", "order_items", "idempotency_keys", "addresses"))
        .isEqualTo(groups(buyer.userId()));
    assertThat(statements.stream().map(RoutedStatement::name))
        .contains("order.insert", "order.insertItems", "idempotency.insert");
  }

  @Test
  void readingCancellingAndPayingTouchTheUsersGroupAlone() {
    Buyer buyer = new Buyer(mall);
    OrderNo orderNo = buyer.placed(warehouse.product(10), 1);
    OrderNo abandoned = buyer.placed(warehouse.product(10), 1);
    List<RoutedStatement> statements;
    try (RouteLog log = recordRequests()) {
      buyer.get(orderNo).then().statusCode(200);
      buyer.request().get("/api/orders?status=PLACED").then().statusCode(200);
      buyer.request().get("/api/orders?limit=1").then().statusCode(200);
      mall.admin().get("/api/orders/{orderNo}", orderNo.text()).then().statusCode(200);
      buyer.paid(orderNo);
      mall.admin().post("/api/orders/{orderNo}/ship", orderNo.text()).then().statusCode(200);
      buyer.receive(orderNo).then().statusCode(200);
      buyer.cancel(abandoned).then().statusCode(200);
      statements = ofRequests(log);
    }

    List<RoutedStatement> ofTheUser =
        statements.stream()
            .filter(each -> !Objects.requireNonNull(each.name()).startsWith("stock."))
            .toList();
    assertThat(ofTheUser).allMatch(RoutedStatement::singleShard);
    assertThat(ofTheUser).allMatch(RoutedStatement::primary);
    assertThat(suffixes(ofTheUser, "orders", "order_items", "payments", "outbox"))
        .isEqualTo(groups(buyer.userId()));
  }

  @Test
  void sweepsVisitOneGroupAtATime() {
    try (RouteLog log = RouteLog.record()) {
      org.awaitility.Awaitility.await()
          .until(
              () ->
                  SWEEPS.stream()
                      .filter(name -> !SELDOM.contains(name))
                      .allMatch(name -> log.statements(name).size() >= TableGroup.COUNT));
      assertThat(log.statements().stream().filter(each -> SWEEPS.contains(each.name())))
          .allMatch(RoutedStatement::singleShard);
    }
  }

  /** What others have left behind is worked on meanwhile, and is of other groups. */
  private static RouteLog recordRequests() {
    return RouteLog.record(each -> Thread.currentThread().getName().startsWith("tomcat-handler-"));
  }

  private static List<RoutedStatement> ofRequests(RouteLog log) {
    return log.statements().stream()
        .filter(each -> each.name() != null && !SWEEPS.contains(each.name()))
        .filter(each -> !LOOKS.contains(each.name()))
        .toList();
  }

  private static Set<String> suffixes(List<RoutedStatement> statements, String... tables) {
    return statements.stream()
        .flatMap(each -> each.targets().stream())
        .flatMap(target -> target.actualTables().stream())
        .filter(table -> Stream.of(tables).anyMatch(logic -> table.matches(logic + "_[0-9]{1,2}")))
        .map(table -> table.substring(table.lastIndexOf('_') + 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> groups(Id... ids) {
    return Stream.of(ids)
        .map(id -> Integer.toString(id.slot() / TableGroup.SLOTS))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
