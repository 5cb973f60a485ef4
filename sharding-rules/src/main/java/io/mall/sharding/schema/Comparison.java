package io.mall.sharding.schema;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares a table with the shape it should have. Only what cannot lose data or refuse a row that
 * was good before gets a remedy: a new column that old statements need not name, a new index.
 */
final class Comparison {

  private final Shape expected;
  private final Map<String, String> definitions;
  private final Shape found;
  private final List<Difference> differences = new ArrayList<>();

  private Comparison(Scratch scratch, Shape found) {
    this.expected = scratch.shape();
    this.definitions = scratch.definitions();
    this.found = found;
  }

  static List<Difference> of(Scratch scratch, Shape found) {
    Comparison comparison = new Comparison(scratch, found);
    comparison.attributes("table", comparison.expected.options(), found.options());
    comparison.columns();
    comparison.columnOrder();
    comparison.indexes();
    comparison.checks();
    return comparison.differences;
  }

  static String column(String name) {
    return "column " + name;
  }

  static String index(String name) {
    return "index " + name;
  }

  private void columns() {
    String place = " FIRST";
    for (var column : expected.columns().entrySet()) {
      String name = column(column.getKey());
      String definition = definitions.get(name);
      boolean safe = definition != null && isSafe(column.getValue());
      String remedy = safe ? "ADD COLUMN " + definition + place : null;
      part(name, column.getValue(), found.columns().get(column.getKey()), remedy);
      place = " AFTER `" + column.getKey() + "`";
    }
    extras("column", expected.columns(), found.columns());
  }

  /** Whether statements that do not name the new column go on working. */
  private static boolean isSafe(Map<String, String> column) {
    String extra = Objects.requireNonNullElse(column.get("extra"), "");
    boolean optional =
        "YES".equals(column.get("nullable")) || !Catalogue.NO_DEFAULT.equals(column.get("default"));
    return optional && !extra.contains("STORED") && !extra.contains("auto_increment");
  }

  private void indexes() {
    for (var index : expected.indexes().entrySet()) {
      String name = index(index.getKey());
      String definition = definitions.get(name);
      String remedy = definition == null ? null : "ADD " + definition;
      part(name, index.getValue(), found.indexes().get(index.getKey()), remedy);
    }
    extras("index", expected.indexes(), found.indexes());
  }

  private void part(
      String name,
      Map<String, String> wanted,
      @Nullable Map<String, String> actual,
      @Nullable String remedy) {
    if (actual == null) {
      differences.add(new Difference(name, Shape.describe(wanted), Difference.NONE, remedy));
    } else {
      attributes(name, wanted, actual);
    }
  }

  private void extras(
      String kind,
      SequencedMap<String, SequencedMap<String, String>> wanted,
      SequencedMap<String, SequencedMap<String, String>> actual) {
    actual.forEach(
        (name, attributes) -> {
          if (!wanted.containsKey(name)) {
            differences.add(
                Difference.of(kind + " " + name, Difference.NONE, Shape.describe(attributes)));
          }
        });
  }

  private void attributes(String part, Map<String, String> wanted, Map<String, String> found) {
    wanted.forEach(
        (name, value) -> {
          String actual = Objects.requireNonNullElse(found.get(name), "");
          if (!value.equals(actual)) {
            differences.add(Difference.of(part + ": " + name, orNone(value), orNone(actual)));
          }
        });
  }

  private static String orNone(String value) {
    return value.isEmpty() ? Difference.NONE : value;
  }

  private void columnOrder() {
    List<String> wanted =
        expected.columns().keySet().stream().filter(found.columns()::containsKey).toList();
    List<String> actual =
        found.columns().keySet().stream().filter(expected.columns()::containsKey).toList();
    if (!wanted.equals(actual)) {
      differences.add(
          Difference.of("column order", String.join(", ", wanted), String.join(", ", actual)));
    }
  }

  private void checks() {
    List<String> missing = new ArrayList<>(expected.checks());
    List<String> extra = new ArrayList<>(found.checks());
    found.checks().forEach(missing::remove);
    expected.checks().forEach(extra::remove);
    missing.forEach(clause -> differences.add(Difference.of("check", clause, Difference.NONE)));
    extra.forEach(clause -> differences.add(Difference.of("check", Difference.NONE, clause)));
  }
}
