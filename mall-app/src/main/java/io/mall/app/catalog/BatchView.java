package io.mall.app.catalog;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.Problem;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a batch, in the order of its items. */
record BatchView(List<Item> items) {

  static BatchView of(List<BatchChange.Outcome> outcomes) {
    return new BatchView(outcomes.stream().map(Item::of).toList());
  }

  /**
   * What became of one item: the status it would have had as a request of its own, and the new
   * version or the problem.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Item(
      ProductId productId, int status, @Nullable Integer version, @Nullable Reason problem) {

    private static final int OK = 200;

    static Item of(BatchChange.Outcome outcome) {
      return switch (outcome) {
        case BatchChange.Outcome.Changed changed ->
            new Item(changed.productId(), OK, changed.product().version(), null);
        case BatchChange.Outcome.Refused refused ->
            new Item(
                refused.productId(),
                refused.problem().kind().status(),
                null,
                Reason.of(refused.problem()));
      };
    }
  }

  /** A problem as one among several results. */
  record Reason(String type, String title, String detail, String code) {

    static Reason of(Problem problem) {
      String code = problem.code();
      return new Reason("/problems/" + code, problem.title(), problem.detail(), code);
    }
  }
}
