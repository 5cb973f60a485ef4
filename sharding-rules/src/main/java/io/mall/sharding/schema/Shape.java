package io.mall.sharding.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/**
 * What a server says a table looks like: named parts, each with named attributes, so that two
 * tables are compared attribute by attribute. Filled by {@link Catalogue}, not changed afterwards.
 *
 * @param options engine and collation
 * @param columns attributes by column, in the table's order
 * @param indexes attributes by index
 * @param checks the clauses, sorted; their names differ from server to server
 */
record Shape(
    SequencedMap<String, String> options,
    SequencedMap<String, SequencedMap<String, String>> columns,
    SequencedMap<String, SequencedMap<String, String>> indexes,
    List<String> checks) {

  static Shape empty() {
    return new Shape(
        new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
  }

  /** All attributes of one part in one line. */
  static String describe(Map<String, String> attributes) {
    return attributes.entrySet().stream()
        .filter(attribute -> !attribute.getValue().isEmpty())
        .map(attribute -> attribute.getKey() + " " + attribute.getValue())
        .collect(Collectors.joining(", "));
  }
}
