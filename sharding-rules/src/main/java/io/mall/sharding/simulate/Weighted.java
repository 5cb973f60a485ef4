package io.mall.sharding.simulate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Keys and how often each occurs. */
final class Weighted {

  private final String source;
  private final List<Comparable<?>> keys;
  private final double[] weights;

  Weighted(String source, List<Comparable<?>> keys, double[] weights) {
    this.source = source;
    this.keys = keys;
    this.weights = weights;
  }

  /** What they are, in words. */
  String source() {
    return source;
  }

  List<Comparable<?>> keys() {
    return keys;
  }

  double weight(int index) {
    return weights[index];
  }

  /** Each key as often as it is in the list. */
  static Weighted counted(String source, List<Comparable<?>> all) {
    if (!all.isEmpty() && all.getFirst() instanceof Long) {
      return sorted(source, all);
    }
    Map<Comparable<?>, Integer> counts = new LinkedHashMap<>();
    all.forEach(each -> counts.merge(each, 1, Integer::sum));
    List<Comparable<?>> keys = new ArrayList<>(counts.keySet());
    double[] weights = counts.values().stream().mapToDouble(Integer::doubleValue).toArray();
    return new Weighted(source, keys, weights);
  }

  /** A million boxed numbers in a map take a second; sorted they take a tenth. */
  private static Weighted sorted(String source, List<Comparable<?>> all) {
    long[] sorted = all.stream().mapToLong(each -> (Long) each).toArray();
    Arrays.sort(sorted);
    List<Comparable<?>> keys = new ArrayList<>();
    double[] weights = new double[sorted.length];
    for (int i = 0; i < sorted.length; i++) {
      if (i == 0 || sorted[i] != sorted[i - 1]) {
        keys.add(sorted[i]);
      }
      weights[keys.size() - 1]++;
    }
    return new Weighted(source, keys, Arrays.copyOf(weights, keys.size()));
  }

  /**
   * Draws from a Zipf distribution: the key of rank r with a probability of 1 / r^exponent; an
   * exponent of 0 draws all alike.
   */
  static Weighted zipf(List<Comparable<?>> keys, double exponent, int draws, long seed) {
    double[] upTo = new double[keys.size()];
    double sum = 0;
    for (int rank = 0; rank < upTo.length; rank++) {
      sum += exponent == 0 ? 1 : Math.pow(rank + 1, -exponent);
      upTo[rank] = sum;
    }
    double[] weights = new double[keys.size()];
    Random random = new Random(seed);
    for (int i = 0; i < draws && sum > 0; i++) {
      int found = Arrays.binarySearch(upTo, random.nextDouble() * sum);
      weights[Math.min(found < 0 ? -found - 1 : found, upTo.length - 1)]++;
    }
    String source =
        "%,d draws of %,d keys, Zipf %s, seed %d".formatted(draws, keys.size(), exponent, seed);
    return new Weighted(source, keys, weights);
  }

  double total() {
    return Arrays.stream(weights).sum();
  }
}
