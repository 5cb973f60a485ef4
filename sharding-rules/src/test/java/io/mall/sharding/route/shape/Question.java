package io.mall.sharding.route.shape;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A generated statement.
 *
 * @param template its text without what differs between two draws of the same kind
 * @param ordered how many of its first columns the rows come ordered by
 * @param total whether that order is total, so that rows may be compared one by one
 */
record Question(String template, String sql, List<Object> values, int ordered, boolean total) {

  /** Draws statements of every shape. */
  static final class Generator {
    private static final String[] SOURCES = {
      "orders o",
      "orders o",
      "orders o",
      "orders o JOIN order_items i ON i.user_id = o.user_id AND i.order_no = o.order_no",
      "orders o JOIN payments p ON p.order_no = o.order_no",
      "orders o LEFT JOIN payments p ON p.order_no = o.order_no",
      "payments p RIGHT JOIN orders o ON p.order_no = o.order_no",
      "orders o JOIN payments p ON p.amount = o.total_amount",
      "orders o LEFT JOIN payments p ON p.amount = o.total_amount",
      "orders o LEFT JOIN payments p ON p.order_no = o.order_no AND o.user_id = %U",
      "orders o JOIN payments p ON p.order_no = o.order_no AND p.user_id = %U",
      "orders o JOIN stock_ledger l ON l.order_no = o.order_no",
      "orders o JOIN inventory v ON v.available = o.item_count",
      "orders o JOIN inventory v ON v.available = o.item_count AND v.product_id = %P",
      "orders o JOIN orders o2 ON o2.user_id = o.user_id AND o2.order_no < o.order_no",
      "orders o JOIN orders o2 ON o2.total_amount = o.total_amount AND o2.order_no <> o.order_no",
      "orders o JOIN users u USING (user_id)",
      "orders o, payments p",
      "(SELECT user_id, order_no, total_amount, status, slot, currency FROM orders) o",
      "(SELECT user_id, order_no, total_amount, status, slot, currency FROM orders ORDER BY total_amount, order_no LIMIT 7) o",
      "(SELECT DISTINCT user_id, order_no, total_amount, status, slot, currency FROM orders) o",
      "(SELECT user_id, user_id AS order_no, SUM(total_amount) AS total_amount, MAX(status) AS status, MAX(slot) AS slot, MAX(currency) AS currency FROM orders GROUP BY user_id) o",
      "(SELECT MAX(user_id) AS user_id, MAX(order_no) AS order_no, SUM(total_amount) AS total_amount, status, MAX(slot) AS slot, MAX(currency) AS currency FROM orders GROUP BY status) o",
    };
    private static final String[] CONDITIONS = {
      "o.slot >= 0",
      "o.slot >= 0",
      "o.user_id = %U",
      "o.user_id = %U",
      "o.user_id IN (%U, %U, %U)",
      "o.user_id IN (%U, %U, %U)",
      "o.slot BETWEEN 100 AND 700",
      "o.order_no = %O",
      "(o.user_id = %U OR o.user_id = %U)",
      "(o.user_id = %U OR o.total_amount = 20)",
      "o.user_id = %U",
      "o.slot NOT BETWEEN 0 AND 500",
      "500 < o.slot",
      "o.user_id <> %U",
      "o.user_id IN (%U, %U + 0)",
      "NOT (o.user_id = %U)",
      "o.user_id = %U AND o.user_id = %U",
    };
    private static final String[] FILTERS = {
      "o.status = 'PAID'",
      "o.total_amount > 20",
      "EXISTS (SELECT 1 FROM payments p2 WHERE p2.order_no = o.order_no)",
      "NOT EXISTS (SELECT 1 FROM payments p2 WHERE p2.order_no = o.order_no)",
      "EXISTS (SELECT 1 FROM payments p2 WHERE p2.amount = o.total_amount AND p2.status = 'FAILED')",
      "EXISTS (SELECT 1 FROM payments p2 WHERE p2.order_no = o.order_no AND p2.user_id = %U)",
      "NOT EXISTS (SELECT 1 FROM payments p2 WHERE p2.order_no = o.order_no AND p2.user_id = %U)",
      "EXISTS (SELECT 1 FROM payments p2 WHERE p2.amount = o.total_amount AND p2.user_id = %U)",
      "o.total_amount > (SELECT AVG(p2.amount) FROM payments p2)",
      "o.total_amount > (SELECT AVG(p2.amount) FROM payments p2 WHERE p2.user_id = o.user_id)",
      "o.total_amount > (SELECT AVG(p2.amount) FROM payments p2 WHERE p2.user_id = %U)",
      "o.user_id IN (SELECT p2.user_id FROM payments p2 WHERE p2.status = 'FAILED')",
      "o.user_id NOT IN (SELECT p2.user_id FROM payments p2 WHERE p2.status = 'FAILED')",
      "o.user_id IN (SELECT p2.user_id FROM payments p2 GROUP BY p2.user_id HAVING COUNT(*) > 1)",
      "o.order_no IN (SELECT l2.order_no FROM stock_ledger l2 WHERE l2.quantity > 1)",
      "o.total_amount IN (SELECT p2.amount FROM payments p2 WHERE p2.status = 'FAILED')",
      "o.total_amount >= ALL (SELECT p2.amount FROM payments p2 WHERE p2.user_id = o.user_id)",
    };

    private static final String[] AGGREGATES = {
      "COUNT(*)",
      "SUM(o.total_amount)",
      "MIN(o.total_amount)",
      "MAX(o.order_no)",
      "AVG(o.total_amount)",
      "COUNT(DISTINCT o.status)",
      "COUNT(DISTINCT o.user_id)",
      "SUM(DISTINCT o.total_amount)",
      "AVG(DISTINCT o.total_amount)",
      "MAX(o.status)",
      "GROUP_CONCAT(o.status ORDER BY o.order_no)",
      "GROUP_CONCAT(DISTINCT o.status ORDER BY o.status)",
      "STDDEV(o.total_amount)",
      "BIT_OR(o.total_amount)",
      "BIT_XOR(o.total_amount)",
      "SUM(o.total_amount) / COUNT(*)",
      "SUM(o.total_amount) + 1",
      "COALESCE(SUM(o.total_amount), 0)",
      "CASE WHEN COUNT(*) > 3 THEN 1 ELSE 0 END",
      "SUM(o.total_amount * 2)",
      "SUM(CASE WHEN o.status = 'PAID' THEN 1 ELSE 0 END)",
      "COUNT(DISTINCT o.status, o.currency)",
    };
    private static final String[] GROUPS = {
      "o.status", "o.user_id", "o.status, o.currency", "o.total_amount", "o.total_amount DIV 20"
    };
    private static final String[] WINDOWS = {
      "ROW_NUMBER() OVER (ORDER BY o.total_amount, o.order_no)",
      "RANK() OVER (PARTITION BY o.status ORDER BY o.total_amount, o.order_no)",
      "SUM(o.total_amount) OVER (PARTITION BY o.user_id)",
      "COUNT(*) OVER ()",
      "SUM(o.total_amount) OVER (PARTITION BY o.status, o.user_id ORDER BY o.order_no)",
      "COUNT(*) OVER w",
    };
    private static final String[] HAVINGS = {
      "COUNT(*) > 2", "SUM(o.total_amount) > 60", "COUNT(*) < 3"
    };
    private static final String[] SCALARS = {
      "(SELECT COUNT(*) FROM payments p3 WHERE p3.order_no = o.order_no)",
      "(SELECT COUNT(*) FROM payments p3)",
      "(SELECT MAX(p3.amount) FROM payments p3 WHERE p3.user_id = %U)",
      "(SELECT MAX(p3.payment_no) FROM payments p3 WHERE p3.amount = o.total_amount)",
    };
    private static final String[] TEXTS = {
      "SELECT DISTINCT a.city FROM addresses a WHERE %K",
      "SELECT a.city, COUNT(*) FROM addresses a WHERE %K GROUP BY a.city",
      "SELECT a.city, a.address_id FROM addresses a WHERE %K ORDER BY a.city, a.address_id",
      "SELECT COUNT(DISTINCT a.city) FROM addresses a WHERE %K",
      "SELECT MIN(a.city), MAX(a.city) FROM addresses a WHERE %K",
      "SELECT MIN(a.country), MAX(a.country) FROM addresses a WHERE %K",
      "SELECT DISTINCT a.country FROM addresses a WHERE %K",
      "SELECT u.email, u.user_id FROM users u WHERE %K2 ORDER BY u.email, u.user_id",
      "SELECT u.username, u.user_id FROM users u WHERE %K2 ORDER BY u.username DESC, u.user_id",
      "SELECT u.version, u.email, COUNT(*) FROM users u WHERE %K2 GROUP BY u.version, u.email",
      "SELECT DISTINCT u.role, u.version FROM users u WHERE %K2 ORDER BY u.version, u.role",
      "SELECT UPPER(a.city), COUNT(*) FROM addresses a WHERE %K GROUP BY UPPER(a.city)",
      "SELECT p.provider_ref, p.payment_no FROM payments p WHERE %K3 ORDER BY p.provider_ref, p.payment_no",
      "SELECT p.provider_ref, p.payment_no FROM payments p WHERE %K3 ORDER BY p.provider_ref DESC, p.payment_no LIMIT 5",
    };

    private final Random random;
    private final TwoCopies copies;

    Generator(Random random, TwoCopies copies) {
      this.random = random;
      this.copies = copies;
    }

    private String one(String... choices) {
      return choices[random.nextInt(choices.length)];
    }

    private boolean chance(int percent) {
      return random.nextInt(100) < percent;
    }

    Question next() {
      return switch (random.nextInt(20)) {
        case 0, 1, 2, 3, 4, 5 -> rows();
        case 6, 7, 8, 9 -> aggregates();
        case 10, 11, 12, 13 -> grouped();
        case 14 -> windows();
        case 15, 16 -> unions();
        default -> texts();
      };
    }

    private String from() {
      String source = chance(50) ? "orders o" : one(SOURCES);
      StringBuilder where = new StringBuilder(one(CONDITIONS));
      if (source.equals("orders o, payments p")) {
        where.append(one(" AND p.user_id = o.user_id", " AND p.amount = o.total_amount"));
      }
      if (chance(35)) {
        where.append(" AND ").append(one(FILTERS));
      }
      return " FROM " + source + " WHERE " + where;
    }

    private Question rows() {
      String from = from();
      boolean unique = from.startsWith(" FROM orders o WHERE");
      List<String> columns = new ArrayList<>();
      String distinct = "";
      int ordered = 0;
      String tail = "";
      switch (random.nextInt(6)) {
        case 0 -> {
          columns.addAll(List.of("o.total_amount", "o.order_no", "o.status"));
          ordered = 2;
          tail = " ORDER BY o.total_amount" + one("", " DESC") + ", o.order_no";
        }
        case 1 -> {
          columns.addAll(List.of("o.status AS s", "o.order_no AS n"));
          ordered = 2;
          tail = " ORDER BY " + one("s, n", "1, 2", "s DESC, n DESC");
        }
        case 2 -> {
          distinct = "DISTINCT ";
          columns.addAll(one("o.status", "o.status, o.currency", "o.user_id").transform(List::of));
          if (chance(50)) {
            ordered = 1;
            tail = " ORDER BY " + columns.getFirst().split(",", -1)[0];
          }
        }
        case 3 -> columns.addAll(List.of("o.order_no", one(SCALARS)));
        case 4 -> {
          columns.addAll(List.of("o.order_no"));
          tail =
              " ORDER BY "
                  + one(
                      "o.total_amount * 2, o.order_no",
                      "o.created_at, o.order_no",
                      "o.expires_at, o.order_no",
                      "-o.total_amount, o.order_no");
          ordered = 1;
        }
        default -> columns.addAll(List.of("o.order_no", "o.user_id", "o.total_amount"));
      }
      if (ordered > 0 && unique && distinct.isEmpty() && chance(60)) {
        tail += one(" LIMIT 5", " LIMIT 4 OFFSET 3", " LIMIT 3, 4", " LIMIT 100");
      }
      return make(
          "SELECT " + distinct + String.join(", ", columns) + from + tail,
          ordered,
          unique && (distinct.isEmpty() || !String.join("", columns).contains(",")));
    }

    private Question aggregates() {
      String list =
          one(AGGREGATES) + " AS x" + (chance(40) ? ", " + one(AGGREGATES) + " AS y" : "");
      String having = chance(10) ? " HAVING " + one(HAVINGS) : "";
      return make("SELECT " + list + from() + having, 0, false);
    }

    private Question grouped() {
      String group = one(GROUPS);
      String list = group + ", " + one(AGGREGATES) + " AS x";
      if (chance(30)) {
        list += ", " + one(AGGREGATES) + " AS y";
      }
      String tail = " GROUP BY " + group;
      if (chance(5)) {
        tail += " WITH ROLLUP";
      } else {
        tail += chance(20) ? " HAVING " + one(HAVINGS) : "";
        int many = group.split(",", -1).length;
        if (chance(50)) {
          return make(
              "SELECT "
                  + list
                  + from()
                  + tail
                  + " ORDER BY "
                  + group
                  + (chance(40) ? " LIMIT 3" : ""),
              many,
              true);
        }
        if (chance(30)) {
          return make("SELECT x.* FROM (SELECT " + list + from() + tail + ") x", 0, false);
        }
        if (chance(30)) {
          return make(
              "SELECT " + list + from() + tail + " ORDER BY x DESC, " + group + one(" LIMIT 2", ""),
              0,
              false);
        }
      }
      return make("SELECT " + list + from() + tail, 0, false);
    }

    private Question windows() {
      String window = one(WINDOWS);
      String tail =
          window.endsWith(" w")
              ? one(" WINDOW w AS (PARTITION BY o.user_id)", " WINDOW w AS (PARTITION BY o.status)")
              : "";
      return make("SELECT o.order_no, " + window + " AS w1" + from() + tail, 0, false);
    }

    private Question unions() {
      String kind = one(" UNION ALL ", " UNION ALL ", " UNION ");
      String first =
          one(
              "SELECT o.order_no, o.status",
              "SELECT o.status, o.currency",
              "SELECT COUNT(*), 1",
              "SELECT o.user_id, 1");
      String second =
          first.contains("status") || chance(60)
              ? first + " FROM orders o WHERE " + one(CONDITIONS)
              : one(
                  "SELECT p.order_no, 2 FROM payments p WHERE p.user_id = %U",
                  "SELECT p.user_id, 1 FROM payments p WHERE p.slotless >= 0"
                      .replace("p.slotless >= 0", "p.user_id IN (%U, %U)"));
      String tail = chance(20) ? " ORDER BY 1, 2" + one("", " LIMIT 5") : "";
      return make(
          first + " FROM orders o WHERE " + one(CONDITIONS) + kind + second + tail,
          tail.isEmpty() ? 0 : 1,
          false);
    }

    private Question texts() {
      String sql = one(TEXTS);
      int ordered = sql.contains("ORDER BY") ? (sql.contains("LIMIT") ? 2 : 1) : 0;
      sql =
          sql.replace(
                  "%K2",
                  one("u.user_id IN (%U, %U, %U, %U, %U, %U)", "u.user_id = %U", "u.version >= 0"))
              .replace(
                  "%K3", one("p.user_id IN (%U, %U, %U, %U)", "p.user_id = %U", "p.amount >= 0"))
              .replace(
                  "%K",
                  one("a.user_id IN (%U, %U, %U, %U, %U)", "a.user_id = %U", "a.phone = '1'"));
      return make(sql, sql.startsWith("SELECT DISTINCT u.role") ? 0 : ordered, ordered > 0);
    }

    /** The same kind of statement with other values. */
    Question again(Question question) {
      return make(question.template, question.ordered, question.total);
    }

    private Question make(String template, int ordered, boolean total) {
      StringBuilder sql = new StringBuilder();
      List<Object> values = new ArrayList<>();
      long again = copies.users.get(random.nextInt(copies.users.size()));
      for (int i = 0; i < template.length(); i++) {
        char c = template.charAt(i);
        if (c != '%') {
          sql.append(c);
          continue;
        }
        char kind = template.charAt(++i);
        List<Long> from =
            kind == 'U' ? copies.users : kind == 'O' ? copies.orders : copies.products;
        long value = kind == 'U' && chance(40) ? again : from.get(random.nextInt(from.size()));
        if (chance(20)) {
          sql.append(value);
        } else {
          sql.append('?');
          values.add(value);
        }
      }
      return new Question(template, sql.toString(), values, ordered, total);
    }
  }
}
