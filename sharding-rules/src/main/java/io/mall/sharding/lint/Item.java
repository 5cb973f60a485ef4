package io.mall.sharding.lint;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value of a rules file, with its key where it has one: lenient to read, and it knows its place.
 */
record Item(String file, @Nullable Node key, Node node) {

  Position at() {
    return Position.of(file, (key == null ? node : key).getStartMark());
  }

  Position valueAt() {
    return Position.of(file, node.getStartMark());
  }

  String name() {
    return key instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  String tag() {
    return node.getTag().getValue();
  }

  boolean isMapping() {
    return node instanceof MappingNode;
  }

  boolean isSequence() {
    return node instanceof SequenceNode;
  }

  boolean isScalar() {
    return node instanceof ScalarNode;
  }

  boolean isNull() {
    return node instanceof ScalarNode && Tag.NULL.equals(node.getTag());
  }

  /** The text of a scalar; nothing for another kind. */
  String text() {
    return node instanceof ScalarNode scalar && !isNull() ? scalar.getValue().strip() : "";
  }

  boolean isBlank() {
    return text().isEmpty();
  }

  /** The entries of a mapping, those merged in by {@code <<} last. */
  List<Item> entries() {
    List<Item> entries = new ArrayList<>();
    List<Item> merged = new ArrayList<>();
    if (node instanceof MappingNode mapping) {
      for (NodeTuple tuple : mapping.getValue()) {
        Item entry = new Item(file, tuple.getKeyNode(), tuple.getValueNode());
        if (entry.name().equals("<<")) {
          merged.addAll(entry.entries());
          entry.elements().forEach(each -> merged.addAll(each.entries()));
        } else {
          entries.add(entry);
        }
      }
    }
    merged.stream()
        .filter(each -> entries.stream().noneMatch(own -> own.name().equals(each.name())))
        .toList()
        .forEach(entries::add);
    return entries;
  }

  List<Item> elements() {
    return node instanceof SequenceNode sequence
        ? sequence.getValue().stream().map(each -> new Item(file, null, each)).toList()
        : List.of();
  }

  /** The value of a key; of a key given twice the last, as ShardingSphere reads it. */
  Optional<Item> get(String name) {
    return entries().stream()
        .filter(each -> each.name().equals(name) && !each.isNull())
        .reduce((_, last) -> last);
  }

  Stream<Item> entriesOf(String name) {
    return get(name).stream().flatMap(each -> each.entries().stream());
  }

  Stream<Item> elementsOf(String name) {
    return get(name).stream().flatMap(each -> each.elements().stream());
  }

  String textOf(String name) {
    return get(name).map(Item::text).orElse("");
  }

  /** A comma-separated scalar, or a list of scalars. */
  static List<String> split(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(s -> !s.isEmpty()).toList();
  }
}
