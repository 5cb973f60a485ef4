package io.mall.sharding.lint;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** Checks of the file itself: its keys, tags and shapes. */
final class FileChecks {

  private FileChecks() {}

  /** A visitor that hears of one kind of trouble only. */
  private static class Quiet implements Shapes.Visitor {
    @Override
    public void unknownKey(Item key, Collection<String> known) {}

    @Override
    public void wrongShape(Item item, String expected) {}

    @Override
    public void unknownTag(Item rule, Collection<String> known) {}
  }

  static void unknownKey(RuleFile file, Report report) {
    new Shapes(
            new Quiet() {
              @Override
              public void unknownKey(Item entry, Collection<String> known) {
                report.add(
                    entry,
                    "'%s' is not a key that ShardingSphere reads here.".formatted(entry.name()),
                    Spelling.hint(entry.name(), known),
                    Edit.respell(entry, known));
              }
            })
        .walk(file.root());
  }

  static void unknownTag(RuleFile file, Report report) {
    new Shapes(
            new Quiet() {
              @Override
              public void unknownTag(Item rule, Collection<String> known) {
                String tag = rule.tag();
                String what =
                    tag.startsWith("!")
                        ? "There is no kind of rule '%s'.".formatted(tag)
                        : "A rule starts with its kind, such as !SHARDING; this one has none.";
                int start = rule.node().getStartMark().getIndex();
                Edit edit =
                    Spelling.nearest(tag, known)
                        .filter(_ -> tag.startsWith("!"))
                        .map(name -> new Edit(start, start + tag.length(), name))
                        .orElse(null);
                report.add(
                    Code.SC003.severity(), rule.valueAt(), what, Spelling.hint(tag, known), edit);
              }
            })
        .walk(file.root());
  }

  static void wrongShape(RuleFile file, Report report) {
    new Shapes(
            new Quiet() {
              @Override
              public void wrongShape(Item item, String expected) {
                String name = item.name().isEmpty() ? "this entry" : "'" + item.name() + "'";
                report.add(
                    item,
                    "ShardingSphere expects %s as the value of %s.".formatted(expected, name),
                    "Write " + expected + ".");
              }
            })
        .walk(file.root());
  }

  static void duplicateKey(RuleFile file, Report report) {
    eachMapping(
        file.root(),
        (owner, entries) ->
            entries.forEach(
                (name, entry) ->
                    report.add(
                        entry,
                        "'%s' is given twice; only the last one counts.".formatted(name),
                        "Keep one of the two.")));
  }

  private static void eachMapping(Item item, BiConsumer<Item, Map<String, Item>> body) {
    Map<String, Item> seen = new HashMap<>();
    Map<String, Item> twice = new HashMap<>();
    for (Item entry : item.entries()) {
      if (seen.put(entry.name(), entry) != null) {
        twice.put(entry.name(), entry);
      }
      eachMapping(entry, body);
    }
    item.elements().forEach(each -> eachMapping(each, body));
    if (!twice.isEmpty()) {
      body.accept(item, twice);
    }
  }

  static void noRules(RuleFile file, Report report) {
    boolean any = file.root().get("rules").filter(each -> !each.elements().isEmpty()).isPresent();
    if (file.root().isMapping() && !any && file.root().get("rules").isEmpty()) {
      report.add(
          file.root(),
          "The file has no 'rules': nothing is sharded, split or broadcast.",
          "Add a list 'rules' with at least one rule.");
    }
  }

  static void ruleTwice(RuleFile file, Report report) {
    Map<String, Item> seen = new HashMap<>();
    file.root()
        .elementsOf("rules")
        .filter(each -> each.tag().startsWith("!"))
        .filter(each -> seen.putIfAbsent(each.tag(), each) != null)
        .forEach(
            each ->
                report.add(
                    each.valueAt(),
                    "A second rule %s; one of the two is ignored.".formatted(each.tag()),
                    "Move its content into the first one."));
  }
}
