package io.mall.sharding.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.local.LocalCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Phase two on a real coordinator: confirmed, cancelled, repeated, timed out, and with it away. */
@Tag("real")
class AcrossShardsTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Recorder stock = new Recorder("test.stock");

  private static LocalCluster cluster;
  private static AcrossShards acrossShards;

  @BeforeAll
  static void connect() {
    cluster = Servers.get();
    String server = cluster.environment().getOrDefault("MALL_SEATA_SERVER", "");
    acrossShards = AcrossShards.connect("test", server, List.of(stock), away -> {});
  }

  @AfterAll
  static void disconnect() {
    acrossShards.close();
  }

  @BeforeEach
  void forget() {
    stock.reset();
  }

  @Test
  void everyBranchIsConfirmedWhenTheBodyReturns() {
    String answer =
        acrossShards.execute(
            "place",
            LONG,
            branches -> {
              branches.attempt(stock, "70:1", () -> "reserved");
              return branches.attempt(stock, "70:2", () -> "reserved too");
            });

    assertThat(answer).isEqualTo("reserved too");
    assertThat(List.of(stock.next(), stock.next()))
        .containsExactlyInAnyOrder("confirm 70:1", "confirm 70:2");
  }

  @Test
  void everyBranchIsCancelledWhenTheBodyThrowsAndTheExceptionGoesOn() {
    assertThatThrownBy(
            () ->
                acrossShards.execute(
                    "place",
                    LONG,
                    branches -> {
                      branches.attempt(stock, "71:1", () -> "reserved");
                      return branches.attempt(
                          stock,
                          "71:2",
                          () -> {
                            throw new IllegalStateException("out of stock");
                          });
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("out of stock");
    assertThat(List.of(stock.next(), stock.next()))
        .containsExactlyInAnyOrder("cancel 71:1", "cancel 71:2");
  }

  @Test
  void aPhaseTwoThatFailsIsRepeatedByTheCoordinator() {
    stock.failOnce();

    acrossShards.execute("place", LONG, branches -> branches.attempt(stock, "72:1", () -> 1));

    assertThat(stock.next()).isEqualTo("failed confirm 72:1");
    assertThat(stock.next()).isEqualTo("confirm 72:1");
  }

  @Test
  void anUndecidedTransactionIsCancelledAfterItsTimeoutWhileTheBodyStillRuns() {
    String first =
        acrossShards.execute(
            "place",
            Duration.ofSeconds(1),
            branches -> {
              branches.attempt(stock, "73:1", () -> 1);
              return stock.next();
            });

    assertThat(first).isEqualTo("cancel 73:1");
  }

  @Test
  void withoutItsCoordinatorNothingBeginsAndItComesBackByItself() {
    assertThat(acrossShards.isReachable()).isTrue();
    cluster.member("seata").kill();
    assertThatThrownBy(() -> acrossShards.execute("place", LONG, Branches::xid))
        .isInstanceOf(CoordinatorUnavailableException.class)
        .hasMessageContaining("could not begin \"place\"");
    assertThat(acrossShards.isReachable()).isFalse();

    cluster.member("seata").start();

    long deadline = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!acrossShards.isReachable() && System.nanoTime() < deadline) {
      LockSupport.parkNanos(10_000_000);
    }
    acrossShards.execute("place", LONG, branches -> branches.attempt(stock, "74:1", () -> 1));
    assertThat(stock.next()).isEqualTo("confirm 74:1");
  }

  /** Writes down what the coordinator asks for. */
  private static final class Recorder implements Participant {

    private final String name;
    private final BlockingQueue<String> calls = new LinkedBlockingQueue<>();
    private volatile boolean failing;

    Recorder(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public void confirm(String argument) {
      record("confirm " + argument);
    }

    @Override
    public void cancel(String argument) {
      record("cancel " + argument);
    }

    void failOnce() {
      failing = true;
    }

    void reset() {
      calls.clear();
      failing = false;
    }

    /** The next call, waited for. */
    String next() {
      try {
        @Nullable String call = calls.poll(60, TimeUnit.SECONDS);
        return call == null ? "nothing in 60 s" : call;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(interrupted);
      }
    }

    private void record(String call) {
      if (failing) {
        failing = false;
        calls.add("failed " + call);
        throw new IllegalStateException("planted failure");
      }
      calls.add(call);
    }
  }
}
