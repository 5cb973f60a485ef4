package io.mall.sharding.route.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class BudgetsTest {

  private static Budgets parse(String text) {
    return Budgets.parse("budgets.yaml", text);
  }

  @Test
  void aStatementWithoutABudgetMayTouchOneShard() {
    assertThat(parse("").of("order.place").shards()).isEqualTo(1);
    assertThat(parse("").of(null).shards()).isEqualTo(1);
    assertThat(Budgets.oneShard().of("order.place").shards()).isEqualTo(1);
    assertThat(parse("default: 3").of(null).shards()).isEqualTo(3);
  }

  @Test
  void anExactNameComesBeforeTheLongestPatternAndThatBeforeTheDefault() {
    Budgets budgets =
        parse(
            """
            default: 2
            budgets:
              report.*: 4
              report.daily*: 8
              "*": 3
              report.daily: all
            """);
    assertThat(budgets.of("report.daily").shards()).isEqualTo(Budget.ALL);
    assertThat(budgets.of("report.dailyByShop").shards()).isEqualTo(8);
    assertThat(budgets.of("report.weekly").shards()).isEqualTo(4);
    assertThat(budgets.of("reportXweekly").shards()).isEqualTo(3);
    assertThat(budgets.of(null).shards()).isEqualTo(2);
    assertThat(budgets.place(budgets.of("report.weekly"))).isEqualTo("of report.*, budgets.yaml:3");
    assertThat(budgets.place(budgets.of(null))).isEqualTo("the default, budgets.yaml:1");
  }

  @Test
  void whateverIsNotKnownIsAnErrorWithItsPlace() {
    assertThatThrownBy(
            () ->
                parse(
                    """
                    default: one
                    budgets:
                      a b: 3
                      x.y: {shard: 2, lists: some}
                      x.y: 0
                    foo: 1
                    """))
        .isInstanceOfSatisfying(
            BudgetsException.class,
            e ->
                assertThat(e.findings())
                    .containsExactlyInAnyOrder(
                        "budgets.yaml:1:10: `one` is no number of shards; write 1, a larger number"
                            + " or all",
                        "budgets.yaml:3:3: `a b` is not the name of a statement; one looks like"
                            + " order.place or order.*",
                        "budgets.yaml:4:9: `shard` is not known here; `shards` and `lists` are",
                        "budgets.yaml:4:26: `some` is not known here; `lists: one-shard` is",
                        "budgets.yaml:5:3: `x.y` is here for the second time",
                        "budgets.yaml:5:8: `0` is no number of shards; write 1, a larger number or"
                            + " all",
                        "budgets.yaml:6:1: `foo` is not known here; `default` and `budgets` are"));
  }

  @Test
  void whatIsNoYamlOrNoMappingIsAnErrorWithItsPlace() {
    assertThatThrownBy(() -> parse("default: [1"))
        .isInstanceOf(BudgetsException.class)
        .hasMessageContaining("budgets.yaml:1:")
        .hasMessageContaining("not YAML");
    assertThatThrownBy(() -> parse("- 1"))
        .hasMessage("budgets.yaml:1:1: a file of budgets consists of `name: value`");
    assertThatThrownBy(() -> parse("budgets: 7"))
        .hasMessage("budgets.yaml:1:10: `budgets` consists of `name: value`");
    assertThatThrownBy(() -> Budgets.read(Path.of("nowhere.yaml")))
        .isInstanceOf(BudgetsException.class)
        .hasMessageContaining("nowhere.yaml");
  }

  @Test
  void theBudgetsOfTheShopCanBeRead() {
    assertThat(Budgets.bundled().of("stock.lock"))
        .satisfies(
            each -> {
              assertThat(each.shards()).isEqualTo(1);
              assertThat(each.listsOfOneShard()).isTrue();
            });
  }
}
