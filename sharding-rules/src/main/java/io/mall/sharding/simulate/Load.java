package io.mall.sharding.simulate;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How keys spread over one table, and the tables that lie alike.
 *
 * @param keys what was asked for
 * @param count how many keys, each as often as it occurs
 * @param lost the share of them that goes nowhere
 * @param empty declared data nodes that no key reaches
 * @param orphans tables on the servers that look like actual ones and are not declared
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Load(
    String table,
    List<String> alike,
    String column,
    String keys,
    long count,
    Spread dataSources,
    Spread nodes,
    List<Hot> hottestSlots,
    List<Hot> hottestKeys,
    double lost,
    @Nullable String example,
    List<String> empty,
    List<String> orphans) {

  /** A slot or key and its share of all. */
  public record Hot(String what, double share) {}

  /** One shard or table. */
  public record Part(String name, double load) {}

  /**
   * A distribution.
   *
   * @param maxToMean how much more than its share the fullest part has; 1 is even
   * @param variation the standard deviation over the mean
   */
  public record Spread(List<Part> parts, double maxToMean, double variation) {

    static Spread of(List<Part> parts) {
      double mean = parts.stream().mapToDouble(Part::load).average().orElse(0);
      double max = parts.stream().mapToDouble(Part::load).max().orElse(0);
      double square =
          parts.stream().mapToDouble(each -> Math.pow(each.load() - mean, 2)).average().orElse(0);
      return mean == 0
          ? new Spread(parts, 0, 0)
          : new Spread(List.copyOf(parts), max / mean, Math.sqrt(square) / mean);
    }
  }

  boolean isUneven(double limit) {
    return dataSources.maxToMean() > limit
        || nodes.maxToMean() > limit
        || lost > 0
        || !empty.isEmpty()
        || !orphans.isEmpty();
  }
}
