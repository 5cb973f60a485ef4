package io.mall.load.judge;

import io.mall.load.shop.Metrics.Look;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * By how much the shop grew during a run, as shares: the least of the last quarter against the
 * least of the first. The least heap is that right after a collection. Not a number without
 * metrics.
 */
public record Growth(double heap, double threads) {

  public static Growth of(List<Look> looks) {
    return new Growth(of(looks, Look::heap), of(looks, Look::threads));
  }

  private static double of(List<Look> looks, ToDoubleFunction<Look> figure) {
    int quarter = looks.size() / 4;
    double first = least(looks.subList(0, quarter), figure);
    return least(looks.subList(looks.size() - quarter, looks.size()), figure) / first - 1;
  }

  private static double least(List<Look> looks, ToDoubleFunction<Look> figure) {
    return looks.stream().mapToDouble(figure).min().orElse(Double.NaN);
  }
}
