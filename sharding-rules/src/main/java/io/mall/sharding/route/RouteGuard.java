package io.mall.sharding.route;

import io.mall.sharding.route.budget.Budgets;
import java.util.function.Consumer;

/**
 * What the middleware does with a statement that touches more shards than its budget allows, or has
 * a shape that is answered wrongly over several shards. It looks at the real route of each
 * execution, after everything else has decided it and before anything is sent.
 *
 * @param budgets how many shards each statement may touch
 * @param budgetMode what a statement over its budget meets
 * @param shapeMode what a statement of a wrong shape meets
 * @param listener is told of each breach, on the thread of the statement; counts, does not wait
 */
public record RouteGuard(
    Budgets budgets, Mode budgetMode, Mode shapeMode, Consumer<Breach> listener) {

  /** How strict. */
  public enum Mode {
    /** Nothing is looked at. */
    OFF,
    /** The statement runs; the listener and the log are told, the log once a minute a statement. */
    WARN,
    /** The statement is refused with {@link RouteRefusedException}. */
    ENFORCE
  }

  /** The kind of breach of a statement that is over its budget. */
  public static final String OVER_BUDGET = "budget";

  /**
   * One statement that broke a rule of its route.
   *
   * @param kind {@link #OVER_BUDGET} or the name of a shape: a closed set, fit for a metric's tag
   * @param statement the statement, with its name if it has one, and where it goes
   * @param refused whether it was refused rather than run
   * @param message for people
   */
  public record Breach(String kind, RoutedStatement statement, boolean refused, String message) {}

  /** Refuses wrong answers, counts no shards: what a data source does unless something is said. */
  public static RouteGuard answersOnly() {
    return new RouteGuard(Budgets.oneShard(), Mode.OFF, Mode.ENFORCE, _ -> {});
  }

  /** Looks at nothing. */
  public static RouteGuard off() {
    return new RouteGuard(Budgets.oneShard(), Mode.OFF, Mode.OFF, _ -> {});
  }

  /** Refuses wrong answers and whatever is over its budget. */
  public static RouteGuard enforcing(Budgets budgets) {
    return new RouteGuard(budgets, Mode.ENFORCE, Mode.ENFORCE, _ -> {});
  }
}
