package io.mall.sharding.lint;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Asks the algorithms of a table questions whose answers give mistakes away. */
final class Probe {

  /** What gave itself away. */
  record Answer(Item place, String algorithm, String example) {}

  private final RuleFile file;
  private final Table table;
  private final Map<Strategy, Targets> sides = new LinkedHashMap<>();

  private Probe(RuleFile file, Table table) {
    this.file = file;
    this.table = table;
    if (Targets.isAskable(table.table())) {
      sides.put(table.table(), new Targets(table, table.table(), table.actualTables()));
    }
    if (Targets.isAskable(table.database())) {
      sides.put(table.database(), new Targets(table, table.database(), table.dataSources()));
    }
  }

  static Optional<Probe> of(RuleFile file, Table table) {
    return table.nodes().isEmpty() ? Optional.empty() : Optional.of(new Probe(file, table));
  }

  /** ShardingSphere goes through an IN list itself for standard strategies; others must do it. */
  Optional<Answer> firstOfIn() {
    for (var side : sides.entrySet()) {
      for (String column :
          side.getKey().kind().equals("complex") ? side.getKey().columns() : List.<String>of()) {
        Optional<Answer> answer = firstOfIn(side.getKey(), side.getValue(), column);
        if (answer.isPresent()) {
          return answer;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Answer> firstOfIn(Strategy strategy, Targets targets, String column) {
    List<Comparable<?>> values = Sample.accepted(file, table, column).orElse(List.of());
    for (int i = 1; i < Math.min(40, values.size()); i++) {
      List<Comparable<?>> two = List.of(values.getFirst(), values.get(i));
      Optional<Set<String>> left = targets.of(column, two.getFirst());
      Optional<Set<String>> right = targets.of(column, two.getLast());
      Optional<Set<String>> both = targets.of(Map.of(column, two));
      if (left.isEmpty() || right.isEmpty() || both.isEmpty() || left.equals(right)) {
        continue;
      }
      if (!both.get().containsAll(left.get()) || !both.get().containsAll(right.get())) {
        return Optional.of(
            answer(strategy, "%s IN (%s, %s)".formatted(column, two.getFirst(), two.getLast())));
      }
    }
    return Optional.empty();
  }

  private static Answer answer(Strategy strategy, String example) {
    return new Answer(
        strategy.definition().orElse(strategy.where()), strategy.algorithmName(), example);
  }

  /**
   * A second key that ends in digits of the first (the "gene") finds the shard of the first only if
   * those digits are written to their full width.
   */
  Optional<Answer> paddedKey() {
    for (var side : sides.entrySet()) {
      Strategy strategy = side.getKey();
      for (String holder : strategy.columns()) {
        Optional<Answer> answer = paddedKey(strategy, side.getValue(), holder);
        if (answer.isPresent()) {
          return answer;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Answer> paddedKey(Strategy strategy, Targets targets, String column) {
    Optional<Integer> width = new Suffix(targets, column).width();
    if (width.isEmpty()) {
      return Optional.empty();
    }
    Suffix suffix = new Suffix(targets, column);
    return suffix
        .unpadded(width.get())
        .map(
            pair ->
                answer(
                    strategy,
                    ("%s reads the last %d characters of %s: the number %s goes to %s if it is written"
                            + " to its full width, and to %s if it is not (%s).")
                        .formatted(
                            strategy.algorithmName(),
                            width.get(),
                            column,
                            pair.number(),
                            pair.padded(),
                            pair.plain(),
                            pair.key())));
  }

  Optional<Answer> formOfKey() {
    for (var side : sides.entrySet()) {
      for (String column : side.getKey().columns()) {
        for (long key : new long[] {1_234_567L, 7_654_321L, 98_765L, 4_242L}) {
          Optional<Answer> answer = formOfKey(side.getKey(), side.getValue(), column, key);
          if (answer.isPresent()) {
            return answer;
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Answer> formOfKey(
      Strategy strategy, Targets targets, String column, long key) {
    List<Comparable<?>> forms =
        List.of(key, Math.toIntExact(key), BigInteger.valueOf(key), String.valueOf(key));
    Optional<Set<String>> first = targets.of(column, forms.getFirst());
    for (Comparable<?> form : forms) {
      Optional<Set<String>> other = targets.of(column, form);
      if (first.isPresent() && other.isPresent() && !first.equals(other)) {
        String type = form.getClass().getSimpleName();
        return Optional.of(
            answer(strategy, "%s = %d as Long and as %s".formatted(column, key, type)));
      }
    }
    return Optional.empty();
  }

  /** Whether only the last characters of a textual key matter, and what leading zeros change. */
  private record Suffix(Targets targets, String column) {

    record Pair(String number, String padded, String plain, String key) {}

    private static final int LONGEST = 8;
    private static final List<Integer> SHORT = List.of(3, 10, 17, 24, 31, 45, 66, 87);

    Optional<Integer> width() {
      for (int width = 3; width <= LONGEST; width++) {
        if (dependsOnLast(width)) {
          return cutsText(width) ? Optional.of(width) : Optional.empty();
        }
      }
      return Optional.empty();
    }

    /** A remainder reads the last digits too, but takes 7 and 0007 for one number: that is safe. */
    private boolean cutsText(int width) {
      return SHORT.stream()
          .anyMatch(
              number -> {
                Optional<Set<String>> alone = targets.of(column, String.valueOf(number));
                String padded = "0".repeat(width - String.valueOf(number).length()) + number;
                return alone.isEmpty() || !alone.equals(targets.of(column, "918273" + padded));
              });
    }

    private boolean dependsOnLast(int width) {
      Random random = new Random(width);
      List<Set<String>> routes = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        String end = digits(random, width);
        Optional<Set<String>> one = targets.of(column, digits(random, 10) + end);
        Optional<Set<String>> other = targets.of(column, digits(random, 10) + end);
        if (one.isEmpty() || !one.equals(other)) {
          return false;
        }
        routes.add(one.get());
      }
      return routes.stream().distinct().count() > 1;
    }

    private static String digits(Random random, int count) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < count; i++) {
        text.append((char) ('1' + random.nextInt(9)));
      }
      return text.toString();
    }

    Optional<Pair> unpadded(int width) {
      Random random = new Random(width);
      for (int number : SHORT) {
        String front = digits(random, 12);
        String plainKey = front + number;
        String paddedKey = front + "0".repeat(width - String.valueOf(number).length()) + number;
        Optional<Set<String>> plain = targets.of(column, plainKey);
        Optional<Set<String>> padded = targets.of(column, paddedKey);
        if (plain.isPresent() && padded.isPresent() && !plain.equals(padded)) {
          return Optional.of(
              new Pair(
                  String.valueOf(number),
                  String.join("/", padded.get()),
                  String.join("/", plain.get()),
                  plainKey));
        }
      }
      return Optional.empty();
    }
  }
}
