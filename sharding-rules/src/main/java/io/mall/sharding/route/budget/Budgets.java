package io.mall.sharding.route.budget;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A file of route budgets. A statement has the budget of its name, or else of the pattern with the
 * most letters that fits, or else the default.
 *
 * <pre>{@code
 * default: 1
 * budgets:
 *   report.*: all
 *   stock.lock: {shards: 1, lists: one-shard}
 * }</pre>
 */
public final class Budgets {
  /** The budgets of the shop, inside the jar. */
  public static final String BUNDLED = "sharding-rules/budgets.yaml";

  static final String DEFAULT = "default";
  private static final int MOST_REMEMBERED = 10_000;

  /** A budget with the names it is for. */
  private record Entry(Budget budget, Pattern names) {}

  private final String origin;
  private final Budget byDefault;
  private final List<Budget> budgets;
  private final List<Entry> entries;
  private final ConcurrentMap<String, Budget> found = new ConcurrentHashMap<>();

  Budgets(String origin, Budget byDefault, List<Budget> budgets) {
    this.origin = origin;
    this.byDefault = byDefault;
    this.budgets = List.copyOf(budgets);
    this.entries =
        budgets.stream()
            .sorted(
                Comparator.comparing(Budget::isPattern)
                    .thenComparingInt(each -> -each.pattern().replace("*", "").length())
                    .thenComparingInt(Budget::shards))
            .map(each -> new Entry(each, names(each.pattern())))
            .toList();
  }

  private static Pattern names(String pattern) {
    return Pattern.compile("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
  }

  /** One shard for every statement. */
  public static Budgets oneShard() {
    return new Budgets("budgets", new Budget(DEFAULT, 1, false, 0), List.of());
  }

  /**
   * Reads a file.
   *
   * @throws BudgetsException if it is not a usable file of budgets
   */
  public static Budgets read(Path file) {
    try {
      return parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw new BudgetsException(List.of(file + ": cannot be read: " + e));
    }
  }

  /** Reads the budgets of the shop from the class path. */
  public static Budgets bundled() {
    try (InputStream in = Budgets.class.getClassLoader().getResourceAsStream(BUNDLED)) {
      if (in == null) {
        throw new BudgetsException(List.of("classpath:" + BUNDLED + ": is not there"));
      }
      return parse(BUNDLED, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new BudgetsException(List.of("classpath:" + BUNDLED + ": cannot be read: " + e));
    }
  }

  /**
   * Reads a text.
   *
   * @param origin where it comes from, for messages
   * @throws BudgetsException if it is not usable
   */
  public static Budgets parse(String origin, String text) {
    return new BudgetsReader(origin).read(text);
  }

  /** The budget of a statement; the default for one without a name. */
  public Budget of(@Nullable String statement) {
    if (statement == null || entries.isEmpty()) {
      return byDefault;
    }
    Budget known = found.get(statement);
    if (known != null) {
      return known;
    }
    Budget budget = search(statement);
    if (found.size() < MOST_REMEMBERED) {
      found.put(statement, budget);
    }
    return budget;
  }

  private Budget search(String statement) {
    for (Entry each : entries) {
      if (each.names.matcher(statement).matches()) {
        return each.budget;
      }
    }
    return byDefault;
  }

  /** The budgets that the file names, in its order, without the default. */
  public List<Budget> named() {
    return budgets;
  }

  /** Where a budget stands, for messages: {@code budget of report.*, budgets.yaml:7}. */
  public String place(Budget budget) {
    String whose = budget.pattern().equals(DEFAULT) ? "the default" : "of " + budget.pattern();
    return budget.line() == 0 ? whose : "%s, %s:%d".formatted(whose, origin, budget.line());
  }
}
