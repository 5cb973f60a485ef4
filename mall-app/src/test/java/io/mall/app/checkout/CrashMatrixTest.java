package io.mall.app.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whoever dies at whatever moment of a checkout, while others shop on: the order comes to be
 * exactly once, its repeated requests get one answer, and stock and ledger agree.
 */
@MallTest
class CrashMatrixTest {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What others get acknowledged in each cell. */
  private static final Shopping.Load LEAST = new Shopping.Load(25, 10, 6);

  private static final Logger log = LoggerFactory.getLogger(CrashMatrixTest.class);

  private static @Nullable Fleet fleet;
  private static @Nullable Shopping shopping;

  private Shopping.Load before = new Shopping.Load(0, 0, 0);

  @BeforeAll
  static void openTheShop(Mall mall) {
    assertThat(mall).isNotNull();
    Fleet started = Fleet.start();
    fleet = started;
    shopping = Shopping.begin(started, 4, 6);
  }

  @AfterAll
  static void everyOrderIsWhatItsCustomerWasTold() throws InterruptedException {
    try (Fleet last = fleet) {
      if (shopping != null) {
        shopping.endAndCheck();
        log.info("all the while: {}", shopping.load());
      }
      assertThat(last).isNotNull();
    }
  }

  @BeforeEach
  void lookWhatIsGoingOn() {
    before = Objects.requireNonNull(shopping).load();
  }

  /** Hundreds over the cells of every run; as a rule there were more than that by now. */
  @AfterEach
  void enoughWasGoingOn(TestInfo cell) {
    Shopping others = Objects.requireNonNull(shopping);
    log.info("{}: meanwhile {}", cell.getDisplayName(), others.load().since(before));
    await("enough acknowledged to others")
        .atMost(PATIENCE)
        .failFast("somebody complains", () -> !others.complaints().isEmpty())
        .until(() -> others.load().since(before).isAtLeast(LEAST));
  }

  /** One cell of each kind of death, on every run. */
  @ParameterizedTest(name = "{0} dies {1}")
  @CsvSource({
    "APP, BEFORE_DECISION",
    "SEATA, PHASE_TWO",
    "USER_PRIMARY, BEFORE_DECISION",
    "PRODUCT_PRIMARY, BETWEEN_BRANCHES",
    "REPLICA, BEFORE_REPLY",
    "REDIS, BEFORE_BEGIN",
    "CONNECTION, BEFORE_DECISION"
  })
  void anOrderSurvives(Victim victim, Phase phase) throws Exception {
    check(victim, phase);
  }

  /** The whole matrix. */
  @Tag("long")
  @ParameterizedTest(name = "{0} dies {1}")
  @MethodSource
  void anOrderSurvivesEverything(Victim victim, Phase phase) throws Exception {
    check(victim, phase);
  }

  static Stream<Arguments> anOrderSurvivesEverything() {
    return Arrays.stream(Victim.values())
        .flatMap(victim -> Arrays.stream(Phase.values()).map(phase -> Arguments.of(victim, phase)));
  }

  /** Orders are paid and cancelled while something dies; a few cells on every run. */
  @ParameterizedTest(name = "{0}: {1} dies {2}")
  @CsvSource({
    "PAY, APP, ROW_WRITTEN",
    "PAY, USER_PRIMARY, OUTBOX",
    "PAY, REDIS, BEFORE_REPLY",
    "CANCEL, CONNECTION, ROW_WRITTEN",
    "CANCEL, PRODUCT_PRIMARY, OUTBOX"
  })
  void whatIsDoneToAnOrderSurvives(Errand.Kind kind, Victim victim, Moment moment)
      throws Exception {
    check(kind, victim, moment);
  }

  /** All of it. */
  @Tag("long")
  @ParameterizedTest(name = "{0}: {1} dies {2}")
  @MethodSource
  void whatIsDoneToAnOrderSurvivesEverything(Errand.Kind kind, Victim victim, Moment moment)
      throws Exception {
    check(kind, victim, moment);
  }

  static Stream<Arguments> whatIsDoneToAnOrderSurvivesEverything() {
    return Arrays.stream(Errand.Kind.values())
        .flatMap(
            kind ->
                Arrays.stream(Victim.values())
                    .flatMap(
                        victim ->
                            Arrays.stream(Moment.values())
                                .map(moment -> Arguments.of(kind, victim, moment))));
  }

  private static void check(Errand.Kind kind, Victim victim, Moment moment) throws Exception {
    Fleet shops = Objects.requireNonNull(fleet);
    awaitShoppingAtBoth(shops);

    Errand errand = new Errand(kind, shops.survivor());
    LostAnswer lost = null;
    CompletableFuture<Reply> first;
    try (Hold hold = Hold.at(moment, shops.cluster(), errand)) {
      if (moment == Moment.BEFORE_REPLY) {
        lost = LostAnswer.to(errand::send, shops.door(), errand.success());
        first = lost.client();
      } else {
        first = CompletableFuture.supplyAsync(() -> errand.send(shops.door().port()));
        hold.awaitReached();
      }
      victim.strike(shops, errand, moment);
    }
    Reply early = first.get(1, TimeUnit.MINUTES);
    victim.recover(shops);

    assertOneAnswer(shops, errand::send, errand.success(), early, lost);
    errand.awaitDone();
  }

  private static void check(Victim victim, Phase phase) throws Exception {
    Fleet shops = Objects.requireNonNull(fleet);
    awaitShoppingAtBoth(shops);

    Attempt attempt = new Attempt(shops.survivor());
    LostAnswer lost = null;
    CompletableFuture<Reply> first;
    try (Checkpoint checkpoint = Checkpoint.at(phase, shops.cluster(), attempt)) {
      if (phase == Phase.BEFORE_REPLY) {
        lost = LostAnswer.to(attempt::send, shops.door(), 201);
        first = lost.client();
      } else {
        first = CompletableFuture.supplyAsync(() -> attempt.send(shops.door().port()));
        checkpoint.awaitReached();
      }
      victim.strike(shops, phase);
    }
    Reply early = first.get(1, TimeUnit.MINUTES);
    victim.recover(shops);

    Reply answer = assertOneAnswer(shops, attempt::send, 201, early, lost);
    Warehouse warehouse = new Warehouse(shops.survivor());
    warehouse.awaitStock(attempt.first(), Attempt.STOCK - 1, 0, 1);
    warehouse.awaitStock(attempt.second(), Attempt.STOCK - 1, 0, 1);
    attempt
        .buyer()
        .request()
        .get("/api/orders")
        .then()
        .statusCode(200)
        .body("items.orderNo", contains(answer.text("orderNo")));
  }

  /**
   * Repeats a request at the instance that may have died, and at the other one.
   *
   * @param early what its first try was answered with, if anything
   * @param lost what the first try was answered with and its client did not get
   */
  private static Reply assertOneAnswer(
      Fleet shops,
      IntFunction<Reply> request,
      int success,
      Reply early,
      @Nullable LostAnswer lost) {
    Reply answer = insist(request, shops.instance().port());
    assertThat(answer.status()).as(answer.body()).isEqualTo(success);
    if (early.status() == success) {
      assertThat(answer.body()).isEqualTo(early.body());
      assertThat(answer.replayed()).isTrue();
    }
    if (lost != null) {
      assertThat(early.status()).as("the client has no answer").isZero();
      lost.assertRepeatedBy(answer);
    }
    Reply again = insist(request, shops.survivor().port());
    assertThat(again.body()).isEqualTo(answer.body());
    assertThat(again.replayed()).isTrue();
    return answer;
  }

  /** What died before is found again by everybody. */
  private static void awaitShoppingAtBoth(Fleet shops) {
    for (int port : new int[] {shops.survivor().port(), shops.instance().port()}) {
      Reply ordinary = insist(new Attempt(shops.survivor())::send, port);
      assertThat(ordinary.status()).as("after the death before: %s", ordinary).isEqualTo(201);
    }
  }

  private static Reply insist(IntFunction<Reply> request, int port) {
    return await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .until(() -> request.apply(port), Reply::isFinal);
  }
}
