package io.mall.app.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.OtherProcess;
import io.mall.local.Member;
import io.mall.local.Proxy;
import io.mall.sharding.transaction.AcrossShards;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Orders over two servers while their coordinator is away for a moment, for longer, or comes back
 * without its memory.
 */
@MallTest
@TestMethodOrder(OrderAnnotation.class)
class CoordinatorAwayTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static @Nullable Member shop;

  private final Mall mall;
  private final Warehouse warehouse;
  private final Member seata = Mall.cluster().member("seata");
  private final Proxy proxy = Mall.cluster().proxy("seata");

  CoordinatorAwayTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
  }

  /** In a process of its own, and settles nothing that it has not begun. */
  @BeforeAll
  static void openAnotherShop(Mall mall) {
    assertThat(mall).isNotNull();
    shop = OtherProcess.start(Map.of("mall.sweep.enabled", false));
  }

  @AfterAll
  static void closeIt() {
    if (shop != null) {
      shop.kill();
    }
  }

  @AfterEach
  void theCoordinatorIsBack() {
    proxy.restore();
    seata.start();
    await().atMost(PATIENCE).until(mall.bean(AcrossShards.class)::isReachable);
  }

  @Test
  @Order(1)
  void aMomentIsBridgedLongerIsToldAndAfterARestartItWorksAgain() throws Exception {
    Member shop = shop();
    Attempt ordinary = new Attempt(mall);
    assertThat(send(ordinary, shop.port()).status()).isEqualTo(201);

    // On a slow machine the moment may last too long.
    await().atMost(PATIENCE).until(() -> isBridged(shop));

    seata.kill();
    Attempt refused = new Attempt(mall);
    double before = retries(shop, "given-up");
    Reply told = refused.send(shop.port());
    assertThat(told.status()).as("%s", told).isEqualTo(503);
    assertThat(told.text("code")).isEqualTo("failure/unavailable");
    assertThat(retries(shop, "given-up")).isEqualTo(before + 1);
    warehouse.awaitStock(refused.first(), Attempt.STOCK, 0, 0);
    warehouse.awaitStock(refused.second(), Attempt.STOCK, 0, 0);

    seata.start();
    assertThat(send(refused, shop.port()).status()).isEqualTo(201);
    warehouse.awaitStock(refused.first(), Attempt.STOCK - 1, 0, 1);
  }

  @Test
  @Order(2)
  void theOrdersRowsDecideWhenItComesBackWithoutItsMemory() throws Exception {
    List<Attempt> undecided = List.of(new Attempt(mall), new Attempt(mall));
    List<Attempt> decided = List.of(new Attempt(mall), new Attempt(mall));
    leaveInDoubt(undecided, decided);
    loseMemory();
    for (Attempt each : undecided) {
      assertThat(decisionOnWhatHolds(each.first())).isEqualTo("UNDECIDED");
    }
    for (Attempt each : decided) {
      assertThat(decisionOnWhatHolds(each.first())).isEqualTo("PLACED");
    }

    theCoordinatorIsBack();
    double settledBefore = mall.metric("mall_checkout_settled_total");
    Stream.of(undecided, decided)
        .flatMap(List::stream)
        .forEach(each -> warehouse.age(each.first()));

    for (Attempt each : undecided) {
      warehouse.awaitStock(each.first(), Attempt.STOCK, 0, 0);
      warehouse.awaitStock(each.second(), Attempt.STOCK, 0, 0);
      assertThat(warehouse.states(each.first())).containsExactly("RELEASED");
      assertThat(warehouse.states(each.second())).isEmpty();
    }
    for (Attempt each : decided) {
      warehouse.awaitStock(each.first(), Attempt.STOCK - 1, 0, 1);
      warehouse.awaitStock(each.second(), Attempt.STOCK - 1, 0, 1);
      assertThat(warehouse.states(each.first())).containsExactly("SOLD");
      assertThat(warehouse.states(each.second())).containsExactly("SOLD");
    }
    assertThat(mall.metric("mall_checkout_settled_total"))
        .isGreaterThanOrEqualTo(settledBefore + 4);
    String listed = Said.aboutTransactions(mall, "list", "--older-than", "0").text();
    for (Attempt each :
        List.of(undecided.get(0), undecided.get(1), decided.get(0), decided.get(1))) {
      assertThat(listed).doesNotContain(each.first().text()).doesNotContain(each.second().text());
      // Whoever asks again has one order, the one there is or a new one.
      Reply again = send(each, mall.port());
      assertThat(again.status()).as("%s", again).isEqualTo(201);
      assertThat(again.replayed()).isEqualTo(decided.contains(each));
      warehouse.awaitStock(each.first(), Attempt.STOCK - 1, 0, 1);
      each.buyer()
          .request()
          .get("/api/orders")
          .then()
          .statusCode(200)
          .body("items.orderNo", contains(again.text("orderNo")));
    }
  }

  /**
   * Checkouts whose instance and coordinator die when their first product is reserved: some before
   * their order is written, the others right after it.
   */
  private void leaveInDoubt(List<Attempt> undecided, List<Attempt> decided) throws Exception {
    List<Checkpoint> checkpoints = new ArrayList<>();
    List<CompletableFuture<Reply>> lost = new ArrayList<>();
    try {
      for (Attempt each : undecided) {
        checkpoints.add(Checkpoint.at(Phase.BEFORE_DECISION, Mall.cluster(), each));
      }
      for (Attempt each : decided) {
        checkpoints.add(Checkpoint.at(Phase.PHASE_TWO, Mall.cluster(), each));
      }
      int port = shop().port();
      Stream.of(undecided, decided)
          .flatMap(List::stream)
          .forEach(each -> lost.add(CompletableFuture.supplyAsync(() -> each.send(port))));
      checkpoints.forEach(Checkpoint::awaitReserved);
      seata.kill();
      for (Checkpoint each : checkpoints) {
        each.awaitReached();
      }
      shop().kill();
    } finally {
      checkpoints.forEach(Checkpoint::close);
    }
    for (CompletableFuture<Reply> each : lost) {
      each.get(60, TimeUnit.SECONDS);
    }
  }

  /** The coordinator's transactions are gone, as from a disk that was lost. */
  private static void loseMemory() throws IOException {
    Path store = Mall.cluster().folder("seata").resolve("store");
    List<Path> files;
    try (Stream<Path> found = Files.walk(store)) {
      files = found.sorted(Comparator.reverseOrder()).toList();
    }
    assertThat(files).as("what it remembered").anyMatch(CoordinatorAwayTest::hasContent);
    for (Path each : files) {
      Files.delete(each);
    }
  }

  private static boolean hasContent(Path path) {
    return Files.isRegularFile(path) && path.toFile().length() > 0;
  }

  /** What an operator is told of the only transaction that holds some of a product. */
  private @Nullable String decisionOnWhatHolds(ProductId product) {
    return mall.management()
        .get("/actuator/transactions")
        .path(
            "transactions.find { tx -> tx.branches.any { branch -> branch.productId == '"
                + product
                + "' } }?.decision");
  }

  private static Member shop() {
    return Objects.requireNonNull(shop);
  }

  /** Whether an order that is begun without a coordinator is placed, since it comes back soon. */
  private boolean isBridged(Member shop) throws Exception {
    Attempt attempt = new Attempt(mall);
    double before = retries(shop, "again");
    proxy.refuse();
    proxy.cut();
    CompletableFuture<Reply> placing =
        CompletableFuture.supplyAsync(() -> attempt.send(shop.port()));
    await().atMost(PATIENCE).until(() -> retries(shop, "again") > before);
    proxy.restore();
    return placing.get(60, TimeUnit.SECONDS).status() == 201;
  }

  private static Reply send(Attempt attempt, int port) {
    return await().atMost(PATIENCE).until(() -> attempt.send(port), Reply::isFinal);
  }

  private static double retries(Member shop, String outcome) {
    return OtherProcess.metric(
        shop, "mall_retries_total", "coordinator-away", "outcome=\"" + outcome + "\"");
  }
}
