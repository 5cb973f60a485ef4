package io.mall.load.compare;

import io.mall.load.LoadException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * A run, as the history keeps it.
 *
 * @param time when it ended, ISO 8601
 * @param conditions that must be equal to be compared
 * @param paced whether its load says something of latency, rather than of throughput
 */
public record Entry(
    String time, String commit, String plan, String conditions, boolean paced, Round round) {
  /** Of a {@code result.json}, what must be the same for two runs to be compared. */
  private static final List<String> SAME =
      List.of(
          "plan",
          "load",
          "think",
          "properties",
          "measured",
          "warm-up",
          "target",
          "engine",
          "machine",
          "cores");

  /** Kinds of checks without which no figure of a run means anything. */
  private static final Set<String> VALID = Set.of("TRUTH", "ANSWERS", "GENERATOR");

  public Entry {
    for (Object each : new Object[] {time, commit, plan, conditions, round}) {
      Objects.requireNonNull(each);
    }
  }

  /** From a {@code result.json}; fails when that is none, or when its figures say nothing. */
  public static Entry of(JsonNode result) {
    for (JsonNode check : result.path("checks")) {
      if (VALID.contains(check.path("kind").asString(""))
          && check.path("outcome").asString("").equals("MISSED")) {
        throw new LoadException(
            "the figures of this run say nothing: %s: %s (%s)"
                .formatted(text(check, "what"), text(check, "got"), text(check, "wanted")));
      }
    }
    JsonNode all = result.path("labels").path(0);
    String conditions =
        SAME.stream()
            .map(name -> name.equals("plan") ? text(result, name) : name + " " + text(result, name))
            .collect(Collectors.joining(", "));
    return new Entry(
        text(result, "time"),
        text(result, "commit"),
        text(result, "plan"),
        conditions,
        field(result, "paced").asBoolean(),
        new Round(
            number(result, "throughput"), number(all, "p50Smooth"), number(all, "p99Smooth")));
  }

  private static String text(JsonNode node, String name) {
    return field(node, name).asString();
  }

  private static double number(JsonNode node, String name) {
    return field(node, name).asDouble();
  }

  private static JsonNode field(JsonNode node, String name) {
    JsonNode field = node.path(name);
    if (!field.isValueNode() || field.isNull()) {
      throw new LoadException("this is no result of a run: it has no " + name);
    }
    return field;
  }
}
