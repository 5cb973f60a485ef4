package io.mall.sharding.lint;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A file parsed as far as it goes: a line that YAML refuses is blanked and the rest read again, so
 * that one slip does not hide the others.
 */
record SourceText(String file, String text, Optional<Item> root, List<Problem> problems) {

  private static final int MOST_PROBLEMS = 40;
  private static final int MOST_NODES = 500_000;

  record Problem(Position at, String what) {}

  static SourceText parse(String file, String text) {
    List<Problem> problems = new ArrayList<>();
    String[] lines = text.split("\n", -1);
    int limit = Math.min(MOST_PROBLEMS, lines.length);
    for (int attempt = 0; attempt <= limit; attempt++) {
      try {
        Node node = yaml().compose(new StringReader(String.join("\n", lines)));
        if (node != null && isEndless(node)) {
          problems.add(
              new Problem(Position.of(file, node.getStartMark()), "An alias contains itself."));
          return new SourceText(file, text, Optional.empty(), problems);
        }
        return new SourceText(file, text, item(file, node), problems);
      } catch (MarkedYAMLException e) {
        int line = blame(e, lines);
        problems.add(new Problem(position(file, e), sentence(e)));
        blankFrom(lines, line);
      } catch (YAMLException e) {
        problems.add(new Problem(new Position(file, 1, 1), firstLine(e.getMessage())));
        break;
      }
    }
    return new SourceText(file, text, Optional.empty(), problems);
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setMaxAliasesForCollections(1000);
    options.setCodePointLimit(16 << 20);
    return new Yaml(new SafeConstructor(options));
  }

  /** A tree that holds itself, or that aliases blow up beyond what any rules file is. */
  private static boolean isEndless(Node root) {
    Deque<Node> open = new ArrayDeque<>(List.of(root));
    int seen = 0;
    while (!open.isEmpty()) {
      if (++seen > MOST_NODES) {
        return true;
      }
      switch (open.pop()) {
        case SequenceNode sequence -> sequence.getValue().forEach(open::push);
        case MappingNode mapping ->
            mapping
                .getValue()
                .forEach(
                    each -> {
                      open.push(each.getKeyNode());
                      open.push(each.getValueNode());
                    });
        default -> {}
      }
    }
    return false;
  }

  private static Optional<Item> item(String file, @Nullable Node node) {
    return Optional.ofNullable(node).map(each -> new Item(file, null, each));
  }

  private static Position position(String file, MarkedYAMLException e) {
    Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
    return mark == null ? new Position(file, 1, 1) : Position.of(file, mark);
  }

  /** The line to blank: where the trouble shows, or where what was never closed begins. */
  private static int blame(MarkedYAMLException e, String[] lines) {
    Mark mark = e.getProblemMark() != null ? e.getProblemMark() : e.getContextMark();
    int line = mark == null ? 0 : Math.min(mark.getLine(), lines.length - 1);
    if (e.getContextMark() != null
        && e.getContextMark().getLine() < line
        && String.valueOf(e.getContext()).matches(".*(flow|scalar|quoted).*")) {
      line = e.getContextMark().getLine();
    }
    while (line > 0 && lines[line].isBlank()) {
      line--;
    }
    return line;
  }

  /** Blanks a line and what is nested below it. */
  private static void blankFrom(String[] lines, int line) {
    int indent = indent(lines[line]);
    lines[line] = "";
    for (int i = line + 1; i < lines.length; i++) {
      if (!lines[i].isBlank() && indent(lines[i]) <= indent) {
        return;
      }
      lines[i] = "";
    }
  }

  private static int indent(String line) {
    int indent = 0;
    while (indent < line.length() && line.charAt(indent) == ' ') {
      indent++;
    }
    return indent;
  }

  private static String sentence(MarkedYAMLException e) {
    String problem = firstLine(String.valueOf(e.getProblem()));
    String context = e.getContext() == null ? "" : firstLine(e.getContext()) + ": ";
    return "The file is not YAML here (" + context + problem + ").";
  }

  private static String firstLine(@Nullable String message) {
    return Arrays.stream(String.valueOf(message).split("\n")).findFirst().orElse("").strip();
  }
}
