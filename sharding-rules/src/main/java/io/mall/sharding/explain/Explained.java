package io.mall.sharding.explain;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One branch of a statement on all shards it can reach.
 *
 * @param plans the different ones, the most frequent first
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Explained(
    String file,
    int line,
    String statement,
    List<Plan> plans,
    List<String> findings,
    @Nullable Advice advice) {

  /** A plan and the shards that have it. */
  public record Plan(List<String> shards, List<PlanStep> steps) {}

  /**
   * An index that would help.
   *
   * @param proof what it saves on a copy, if that was asked for
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Advice(String table, List<String> columns, @Nullable Proof proof) {

    @Override
    public String toString() {
      String text = "ALTER TABLE %s ADD INDEX (%s)".formatted(table, String.join(", ", columns));
      if (proof == null) {
        return text;
      }
      return "%s: on a copy of %s with %,d rows, %,d rows read before and %,d after%s"
          .formatted(
              text,
              proof.shard(),
              proof.copied(),
              proof.before(),
              proof.after(),
              proof.helps() ? "" : "; it does not help");
    }
  }
}
