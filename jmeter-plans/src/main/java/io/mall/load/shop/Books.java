package io.mall.load.shop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Stock, orders and money as the databases have them, and whether they agree. */
public final class Books {
  private static final Set<String> LIVING = Set.of("PLACED", "PAID", "SHIPPED", "RECEIVED");
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Databases databases;

  Books(Map<String, String> environment) {
    databases = new Databases(environment);
  }

  /**
   * What was done for good until now.
   *
   * @param orders placed, whatever became of them
   * @param deductions from the stock, without an order
   */
  public record Totals(long orders, long deductions) {}

  /** What is there now. */
  public Totals totals() {
    return new Totals(
        databases.sum("SELECT COUNT(*) FROM orders_{g} WHERE status <> 'ABORTED'"),
        databases.sum("SELECT COUNT(*) FROM stock_ledger_{g} WHERE state = 'DEDUCTED'"));
  }

  /** Waits for work under way to end, then holds everything against everything. */
  public List<Finding> audit() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    findings.add(settled());
    findings.add(
        rule(
            "stock adds up: seeded = available + reserved + sold, none below zero",
            """
            SELECT product_id FROM inventory_{g}
            WHERE seeded <> available + reserved + sold OR available < 0 OR reserved < 0 OR sold < 0\
            """));
    findings.add(rule("every stock row equals its ledger", LEDGER));
    findings.addAll(orders());
    findings.add(
        rule(
            "an order costs what its lines cost",
            """
            SELECT o.order_no FROM orders_{g} o
            LEFT JOIN (SELECT order_no, SUM(unit_amount * quantity) total, MIN(currency) low,
                MAX(currency) high FROM order_items_{g} GROUP BY order_no) i USING (order_no)
            WHERE o.status <> 'ABORTED' AND (i.total IS NULL OR i.total <> o.total_amount
                OR i.low <> o.currency OR i.high <> o.currency)\
            """));
    findings.add(
        rule(
            "what was paid is the order's total, once, and no unpaid order goes on",
            """
            SELECT o.order_no FROM orders_{g} o
            LEFT JOIN (SELECT order_no, COUNT(*) n, SUM(amount) paid, MIN(currency) currency
                FROM payments_{g} WHERE status = 'SUCCEEDED' GROUP BY order_no) p USING (order_no)
            WHERE p.n > 1 OR (p.n = 1 AND (p.paid <> o.total_amount OR p.currency <> o.currency))
                OR (o.status IN ('PAID', 'SHIPPED', 'RECEIVED') AND p.n IS NULL)
                OR (o.status = 'PLACED' AND p.n IS NOT NULL)\
            """));
    return findings;
  }

  private static final String LEDGER =
      """
      SELECT COALESCE(i.product_id, l.product_id) FROM inventory_{g} i
      LEFT JOIN (SELECT product_id,
          SUM(CASE WHEN state IN ('SEEDED', 'RESTOCKED') THEN quantity ELSE 0 END) seeded,
          SUM(CASE WHEN state = 'RESERVED' THEN quantity ELSE 0 END) reserved,
          SUM(CASE WHEN state IN ('SOLD', 'DEDUCTED') THEN quantity ELSE 0 END) sold
          FROM stock_ledger_{g} GROUP BY product_id) l ON l.product_id = i.product_id
      WHERE i.seeded <> COALESCE(l.seeded, 0) OR i.reserved <> COALESCE(l.reserved, 0)
          OR i.sold <> COALESCE(l.sold, 0)
      UNION ALL
      SELECT DISTINCT product_id FROM stock_ledger_{g}
      WHERE product_id NOT IN (SELECT product_id FROM inventory_{g})\
      """;

  /** Nothing may stay half done: reservations, events, payments. */
  private Finding settled() throws InterruptedException {
    String rule = "what was begun is ended within " + PATIENCE.toSeconds() + " s";
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String open = open();
    while (!open.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(200);
      open = open();
    }
    return new Finding(rule, open.isEmpty(), open.isEmpty() ? "nothing is open" : open);
  }

  private String open() {
    long reserved = databases.sum("SELECT COUNT(*) FROM stock_ledger_{g} WHERE state = 'RESERVED'");
    long events = databases.sum("SELECT COUNT(*) FROM outbox_{g} WHERE receiver = 0");
    long payments = databases.sum("SELECT COUNT(*) FROM payments_{g} WHERE status = 'STARTED'");
    return reserved + events + payments == 0
        ? ""
        : reserved + " reservations, " + events + " events, " + payments + " payments are open";
  }

  /** Orders and stock lie on different shards, so they are compared here. */
  private List<Finding> orders() {
    Map<String, Long> sold = new HashMap<>();
    databases.each(
        "SELECT order_no, product_id, quantity FROM stock_ledger_{g}"
            + " WHERE state IN ('SOLD', 'RESERVED')",
        row -> sold.put(row.getLong(1) + " of product " + row.getLong(2), row.getLong(3)));
    List<String> without = new ArrayList<>();
    long[] lines = {0};
    databases.each(
        """
        SELECT i.order_no, i.product_id, SUM(i.quantity), o.status FROM order_items_{g} i
        JOIN orders_{g} o USING (user_id, order_no)
        GROUP BY i.order_no, i.product_id, o.status\
        """,
        row -> {
          String line = row.getLong(1) + " of product " + row.getLong(2);
          if (LIVING.contains(row.getString(4))) {
            lines[0]++;
            @Nullable Long quantity = sold.remove(line);
            if (quantity == null || quantity != row.getLong(3)) {
              without.add(line);
            }
          }
        });
    return List.of(
        finding("no order without its stock", without, lines[0] + " lines"),
        finding("no stock sold without an order", List.copyOf(sold.keySet()), lines[0] + " lines"));
  }

  private Finding rule(String rule, String sql) {
    List<String> wrong = new ArrayList<>();
    databases.each(sql, row -> wrong.add(row.getString(1)));
    return finding(rule, wrong, "all groups");
  }

  private static Finding finding(String rule, List<String> wrong, String looked) {
    return new Finding(
        rule,
        wrong.isEmpty(),
        wrong.isEmpty()
            ? looked
            : wrong.size()
                + " do not: "
                + String.join(", ", wrong.subList(0, Math.min(5, wrong.size()))));
  }
}
