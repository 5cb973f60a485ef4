package io.mall.sharding.route.preview;

import io.mall.sharding.route.RoutedStatement;
import io.mall.sharding.route.budget.Budget;
import io.mall.sharding.route.budget.Budgets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compares previewed routes with the budgets of their statements. */
final class BudgetCheck {
  private final Budgets budgets;

  BudgetCheck(Budgets budgets) {
    this.budgets = budgets;
  }

  /** The name that budgets, the route log and errors know a statement by. */
  static String name(StatementRoute route) {
    String name = RoutedStatement.nameOf(route.sql());
    return name == null ? route.name() : name;
  }

  Budget budget(StatementRoute route) {
    return budgets.of(name(route));
  }

  boolean breaks(StatementRoute route) {
    return route.route().kind() != RouteClass.BROADCAST
        && !budget(route).allows(route.route().shards());
  }

  /** One line a breach, and one for each budget that names no statement. */
  List<String> findings(List<StatementRoute> routes) {
    List<String> findings = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (StatementRoute each : routes) {
      names.add(name(each));
      if (breaks(each)) {
        Budget budget = budget(each);
        findings.add(
            "%s:%d: %s branch %d/%d may touch %s (budget %s) but touches %d: %s%s"
                .formatted(
                    each.file(),
                    each.line(),
                    name(each),
                    each.branch(),
                    each.branches(),
                    budget.text(),
                    budgets.place(budget),
                    each.route().shards(),
                    each.route().reason(),
                    RouteText.targets(each.route().units())));
      }
    }
    for (Budget each : budgets.named()) {
      if (!each.isPattern() && !names.contains(each.pattern())) {
        findings.add("budget %s: no statement has this name".formatted(budgets.place(each)));
      }
    }
    return findings;
  }
}
