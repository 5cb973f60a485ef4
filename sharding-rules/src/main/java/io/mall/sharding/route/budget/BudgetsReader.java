package io.mall.sharding.route.budget;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Reads a file of budgets strictly: whatever it does not know is an error, with its place. */
final class BudgetsReader {
  private static final String NAME = "[A-Za-z_*][\\w.*-]*";

  private final String origin;
  private final List<String> findings = new ArrayList<>();
  private final List<Budget> budgets = new ArrayList<>();
  private Budget byDefault = new Budget(Budgets.DEFAULT, 1, false, 0);

  BudgetsReader(String origin) {
    this.origin = origin;
  }

  Budgets read(String text) {
    try {
      LoaderOptions options = new LoaderOptions();
      options.setMaxAliasesForCollections(0);
      Node root = new Yaml(new SafeConstructor(options)).compose(new StringReader(text));
      if (root != null) {
        root(root);
      }
    } catch (MarkedYAMLException e) {
      finding(e.getProblemMark(), "this is not YAML: " + e.getProblem());
    }
    if (!findings.isEmpty()) {
      throw new BudgetsException(findings);
    }
    return new Budgets(origin, byDefault, budgets);
  }

  private void root(Node root) {
    for (NodeTuple each : entries(root, "a file of budgets")) {
      String key = text(each.getKeyNode());
      switch (key) {
        case "default" -> byDefault = budget(Budgets.DEFAULT, each);
        case "budgets" -> {
          for (NodeTuple entry : entries(each.getValueNode(), "`budgets`")) {
            named(entry);
          }
        }
        default ->
            finding(
                each.getKeyNode().getStartMark(),
                "`%s` is not known here; `default` and `budgets` are".formatted(key));
      }
    }
  }

  private void named(NodeTuple entry) {
    String name = text(entry.getKeyNode());
    if (name.equals(Budgets.DEFAULT) || !name.matches(NAME)) {
      finding(
          entry.getKeyNode().getStartMark(),
          "`%s` is not the name of a statement; one looks like order.place or order.*"
              .formatted(name));
    }
    budgets.add(budget(name, entry));
  }

  private Budget budget(String pattern, NodeTuple entry) {
    int line = entry.getKeyNode().getStartMark().getLine() + 1;
    Node value = entry.getValueNode();
    if (value instanceof ScalarNode scalar) {
      return new Budget(pattern, shards(scalar), false, line);
    }
    int shards = 1;
    boolean oneShard = false;
    for (NodeTuple each : entries(value, "a budget")) {
      String key = text(each.getKeyNode());
      switch (key) {
        case "shards" -> shards = shards(each.getValueNode());
        case "lists" -> oneShard = lists(each.getValueNode());
        default ->
            finding(
                each.getKeyNode().getStartMark(),
                "`%s` is not known here; `shards` and `lists` are".formatted(key));
      }
    }
    return new Budget(pattern, shards, oneShard, line);
  }

  private int shards(Node value) {
    String text = text(value);
    if (text.equals("all")) {
      return Budget.ALL;
    }
    if (text.matches("[1-9]\\d{0,5}")) {
      return Integer.parseInt(text);
    }
    finding(
        value.getStartMark(),
        "`%s` is no number of shards; write 1, a larger number or all".formatted(text));
    return 1;
  }

  private boolean lists(Node value) {
    if (!text(value).equals("one-shard")) {
      finding(
          value.getStartMark(),
          "`%s` is not known here; `lists: one-shard` is".formatted(text(value)));
    }
    return true;
  }

  /** The entries of a mapping, of which no two may have one key. */
  private List<NodeTuple> entries(Node node, String what) {
    if (!(node instanceof MappingNode mapping)) {
      finding(node.getStartMark(), what + " consists of `name: value`");
      return List.of();
    }
    Set<String> keys = new HashSet<>();
    for (NodeTuple each : mapping.getValue()) {
      if (!keys.add(text(each.getKeyNode()))) {
        finding(
            each.getKeyNode().getStartMark(),
            "`%s` is here for the second time".formatted(text(each.getKeyNode())));
      }
    }
    return mapping.getValue();
  }

  private static String text(Node node) {
    return node instanceof ScalarNode scalar ? scalar.getValue() : "";
  }

  private void finding(@Nullable Mark mark, String what) {
    findings.add(
        mark == null
            ? "%s: %s".formatted(origin, what)
            : "%s:%d:%d: %s".formatted(origin, mark.getLine() + 1, mark.getColumn() + 1, what));
  }
}
