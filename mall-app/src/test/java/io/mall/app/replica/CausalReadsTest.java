package io.mall.app.replica;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.mall.app.support.SwitchedOff;
import io.mall.local.Member;
import io.mall.local.Proxy;
import io.mall.sharding.ShardedDataSource;
import io.mall.sharding.replica.Choice;
import io.mall.sharding.replica.ReplicaMonitor;
import io.mall.sharding.replica.ReplicaState;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What clients read of what they wrote, over HTTP, while replicas fall behind and die. */
@MallTest
@Tag("engine")
class CausalReadsTest {

  private static final String HEADER = "Mall-Read-After";
  private static final String REPLICA = "db-b-replica";

  private final Mall mall;
  private final ReplicaMonitor replicas;

  CausalReadsTest(Mall mall) {
    this.mall = mall;
    this.replicas = mall.bean(ShardedDataSource.class).replicas();
  }

  @BeforeEach
  @AfterEach
  void everyReplicaIsReadAgain() {
    Mall.cluster().awaitReplicas();
    await().until(() -> replicas.states().stream().allMatch(ReplicaState::usable));
  }

  @Test
  void aWriteIsAnsweredWithATokenAndItsReaderIsServedByAReplica() {
    Shopper shopper = mall.newShopper(Mall.freshNameIn(8, 15));
    ProductId product = mall.shelf().newProduct(1);
    String token = put(shopper.request(), product, 2).then().extract().header(HEADER);
    assertThat(token).matches("[\\w-]{8,120}");
    // A replica that is later than 50 ms is not waited for.
    Mall.cluster().awaitReplicas();
    await().until(() -> readsOnReplica(shopper, token) == 4);
    assertThat(shopper.request().get("/api/cart").header(HEADER)).isNull();
  }

  /** How many of four reads with a token a replica serves. */
  private long readsOnReplica(Shopper shopper, String token) {
    long before = onReplica("ds_1");
    for (String path :
        List.of("/api/cart", "/api/users/me", "/api/users/me/addresses", "/api/orders")) {
      shopper.request().header(HEADER, token).get(path).then().statusCode(200);
    }
    return onReplica("ds_1") - before;
  }

  @Test
  void tokensAddUpOverDataSources() {
    Shopper shopper = mall.newShopper(Mall.freshNameIn(8, 15));
    ProductId product = mall.shelf().newProduct(1);
    String cart = put(shopper.request(), product, 1).header(HEADER);
    Response restocked =
        mall.admin()
            .header(HEADER, cart)
            .body(Map.of("quantity", 1))
            .post("/api/stock/" + product.text() + "/restock");
    String both = restocked.header(HEADER);
    assertThat(both).isNotNull().isNotEqualTo(cart);
    shopper.request().header(HEADER, both).get("/api/cart").then().statusCode(200);
  }

  @Test
  void withAReplicaStoppedNobodyReadsStaleAndTheOthersStayOnReplicas() throws Exception {
    Shopper there = mall.newShopper(Mall.freshNameIn(8, 15));
    Shopper here = mall.newShopper(Mall.freshNameIn(0, 7));
    ProductId product = mall.shelf().newProduct(1);
    // Long enough ago that it is on the replica, and that it counts as long ago.
    Mall.cluster().awaitReplicas();
    await().until(() -> isReadFromReplica(here));
    try (Mall other = Mall.another(Map.of());
        Connection root = Mall.cluster().connectAsRoot(REPLICA)) {
      long before = onReplica("ds_0");
      long allBefore = all("ds_0");
      int reads = 0;
      int stale = 0;
      execute(root, "STOP REPLICA SQL_THREAD");
      try {
        long stop = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (reads < 20 || System.nanoTime() - stop < 0) {
          int quantity = 1 + reads % 900;
          String token = put(there.request(), product, quantity).header(HEADER);
          // By its token, and without one by who it is; on the instance written to and another one.
          stale += quantityIn(there.requestTo(other).header(HEADER, token)) == quantity ? 0 : 1;
          stale += quantityIn(there.request().header(HEADER, token)) == quantity ? 0 : 1;
          stale += quantityIn(there.requestTo(other)) == quantity ? 0 : 1;
          here.request().get("/api/cart").then().statusCode(200);
          reads++;
        }
      } finally {
        execute(root, "START REPLICA SQL_THREAD");
      }
      assertThat(reads).isGreaterThanOrEqualTo(20);
      assertThat(stale).as("stale reads of %d", 3 * reads).isZero();
      long all = all("ds_0") - allBefore;
      assertThat(all).as("reads of others that were counted").isGreaterThanOrEqualTo(reads);
      assertThat(onReplica("ds_0") - before)
          .as("reads of others on replicas, of %d", all)
          .isGreaterThanOrEqualTo((all * 9 + 9) / 10);
    }
  }

  @Test
  void aReplicaThatIsKilledOrFrozenCostsNobodyAnError() {
    Shopper there = mall.newShopper(Mall.freshNameIn(8, 15));
    Member replica = Mall.cluster().member(REPLICA);
    await().until(() -> isReadFromReplica(there));
    replica.kill();
    try {
      for (int i = 0; i < 50; i++) {
        there.request().get("/api/cart").then().statusCode(200);
      }
    } finally {
      replica.start();
    }
    everyReplicaIsReadAgain();
    replica.pause();
    try {
      for (int i = 0; i < 50; i++) {
        there.request().get("/api/cart").then().statusCode(200);
      }
    } finally {
      replica.resume();
    }
  }

  @Test
  void aTokenThatIsNoneIsRefusedAndAForgedOneOnlyWaits() {
    Shopper shopper = mall.newShopper(Mall.freshNameIn(8, 15));
    for (String none : List.of("x", "....", "ZHNfMA", "A".repeat(2_000))) {
      shopper
          .request()
          .header(HEADER, none)
          .get("/api/cart")
          .then()
          .spec(refused(400, "request/invalid-header", HEADER));
    }
    // ds_1=4711:99999999999
    String forged = "ZHNfMT00NzExOjk5OTk5OTk5OTk5";
    long behind = replicas.reads("ds_1", Choice.PRIMARY_BEHIND);
    shopper.request().header(HEADER, forged).get("/api/cart").then().statusCode(200);
    assertThat(replicas.reads("ds_1", Choice.PRIMARY_BEHIND)).isEqualTo(behind + 1);
  }

  @Test
  void whenNobodyCanTellWhoHasJustWrittenThePrimaryIsRead() {
    Proxy proxy = Mall.cluster().proxy("redis");
    Shopper shopper = mall.newShopper(Mall.freshNameIn(8, 15));
    ProductId product = mall.shelf().newProduct(1);
    try (Mall shop = Mall.another(Map.of("MALL_REDIS_URL", "redis://127.0.0.1:" + proxy.port()))) {
      proxy.refuse();
      proxy.cut();
      String token = put(shopper.requestTo(shop), product, 7).header(HEADER);
      assertThat(token).isNotNull();
      try (RouteLog log = RouteLog.record()) {
        for (int i = 0; i < 20; i++) {
          assertThat(quantityIn(shopper.requestTo(shop))).isEqualTo(7);
        }
        assertThat(log.statements("cart.lines")).hasSize(20).allMatch(RoutedStatement::primary);
        assertThat(quantityIn(shopper.requestTo(shop).header(HEADER, token))).isEqualTo(7);
      }
    } finally {
      proxy.restore();
    }
  }

  @Test
  void whatOthersChangedOfAUserIsReadOnThePrimaryForAMoment() {
    Shopper shopper = mall.newShopper(Mall.freshNameIn(8, 15));
    try (RouteLog log = RouteLog.record()) {
      mall.bean(RecentWriters.class).wroteFor(shopper.userId());
      shopper.request().get("/api/orders").then().statusCode(200);
      assertThat(log.statements("order.list")).singleElement().matches(RoutedStatement::primary);
    }
  }

  @Test
  void anOperatorSwitchesReadsOnReplicasOff() throws Exception {
    Shopper shopper = mall.newShopper(Mall.freshNameIn(8, 15));
    String token = put(shopper.request(), mall.shelf().newProduct(1), 1).header(HEADER);
    long before = onReplica("ds_1");
    SwitchedOff.at(mall, "replica-reads")
        .during(
            () ->
                shopper
                    .request()
                    .header(HEADER, token)
                    .get("/api/cart")
                    .then()
                    .statusCode(200)
                    .body("items.quantity", hasItem(1)));
    assertThat(onReplica("ds_1")).isEqualTo(before);
    mall.management().get("/actuator/metrics").then().statusCode(404);
    String metrics = mall.management().get("/actuator/prometheus").asString();
    assertThat(metrics)
        .contains("mall_replica_usable{application=\"mall\",replica=\"ds_1_replica\"")
        .contains("mall_replica_lag_seconds{application=\"mall\",replica=\"ds_1_replica\"")
        .containsPattern("mall_replica_reads_total\\{.*choice=\"primary-switched-off\"");
  }

  private boolean isReadFromReplica(Shopper shopper) {
    try (RouteLog log = RouteLog.record()) {
      shopper.request().get("/api/cart").then().statusCode(200);
      return log.statements("cart.lines").stream().noneMatch(RoutedStatement::primary);
    }
  }

  private static Response put(RequestSpecification request, ProductId product, int quantity) {
    Response put =
        request.body(Map.of("quantity", quantity)).put("/api/cart/items/" + product.text());
    put.then().statusCode(200);
    return put;
  }

  private static int quantityIn(RequestSpecification request) {
    Response cart = request.get("/api/cart");
    cart.then().statusCode(200).body("items.size()", equalTo(1));
    @Nullable Integer quantity = cart.path("items[0].quantity");
    return quantity == null ? 0 : quantity;
  }

  private long onReplica(String dataSource) {
    return replicas.reads(dataSource, Choice.REPLICA)
        + replicas.reads(dataSource, Choice.REPLICA_AFTER_WAIT);
  }

  private long all(String dataSource) {
    return Arrays.stream(Choice.values()).mapToLong(each -> replicas.reads(dataSource, each)).sum();
  }

  private static void execute(Connection root, String sql) throws SQLException {
    try (Statement statement = root.createStatement()) {
      statement.execute(sql);
    }
  }
}
