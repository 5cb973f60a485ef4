package io.mall.load.shop;

import io.mall.load.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A sale of the product that everybody wants. While the shop warms up there is plenty of it; the
 * sale begins when the measuring does, so that what is measured is the rush and not its end.
 */
public final class Sale implements AutoCloseable {
  private static final int CONFLICT = 409;
  private static final int OVERLOADED = 503;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Api api;
  private final String path;
  private final String admin;
  private final int pieces;
  private final long before;
  private final Map<String, Long> answers = new TreeMap<>();
  private boolean begun;

  private Sale(Api api, String product, String admin, int pieces) {
    this.api = api;
    this.path = "/api/stock/" + product;
    this.admin = admin;
    this.pieces = pieces;
    this.before = available();
  }

  /**
   * Makes one ready.
   *
   * @param data the folder of the data files
   * @param pieces that are left when the sale begins
   */
  public static Sale of(Api api, Path data, int pieces) {
    try {
      String product = Files.readAllLines(data.resolve("hot-product.csv")).getLast();
      String admin = Files.readAllLines(data.resolve("admin.csv")).getLast();
      return new Sale(api, product, admin, pieces);
    } catch (IOException e) {
      throw new LoadException("Cannot read " + data + ": " + e.getMessage(), e);
    }
  }

  /**
   * How it ended.
   *
   * @param left pieces that nobody got
   */
  public record Outcome(int offered, long left) {
    public double sold() {
      return 1 - (double) left / offered;
    }
  }

  /**
   * Leaves just the pieces that are on sale, by a deduction or, where fewer are left, a restock.
   */
  public void begin() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    for (long surplus = available() - pieces; surplus != 0; surplus = available() - pieces) {
      String what = surplus > 0 ? "deduct" : "restock";
      int status = api.post(path + "/" + what, quantity(Math.abs(surplus)), admin).status();
      answers.merge("POST stock " + what + " " + status, 1L, Long::sum);
      if (status / 100 == 2) {
        break;
      }
      // 409: somebody bought meanwhile what was to be taken out.
      if ((status != OVERLOADED && status != CONFLICT) || System.nanoTime() > deadline) {
        throw new LoadException("The sale cannot begin: POST " + path + " answers " + status + ".");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
    begun = true;
  }

  /** How it ended; call it when everybody has gone. A sale that never began sold nothing. */
  public Outcome outcome() {
    return new Outcome(pieces, begun ? Math.min(pieces, available()) : pieces);
  }

  /** What was answered to the sale itself, for whoever counts what was acknowledged. */
  public Map<String, Long> answers() {
    return Map.copyOf(answers);
  }

  /** Puts as many pieces back as there were. */
  @Override
  public void close() {
    long missing = before - available();
    if (missing > 0) {
      api.write(path + "/restock", quantity(missing), admin);
    }
  }

  /** Asks again when the shop is too busy with those who want to buy. */
  private long available() {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    Api.Answer answer = api.get(path, null);
    while (answer.status() == OVERLOADED && System.nanoTime() < deadline) {
      LockSupport.parkNanos(PAUSE.toNanos());
      answer = api.get(path, null);
    }
    if (answer.status() != 200) {
      throw new LoadException("GET " + path + " answers " + answer.status() + ".");
    }
    return answer.body().path("available").asLong();
  }

  private static String quantity(long pieces) {
    return "{\"quantity\":" + pieces + "}";
  }
}
