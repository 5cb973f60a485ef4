package io.mall.sharding.lint;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/**
 * A replacement of some characters of a file.
 *
 * @param start offset in code points, as YAML marks count
 */
public record Edit(int start, int end, String replacement) {

  static Edit replace(Node node, String replacement) {
    return new Edit(node.getStartMark().getIndex(), node.getEndMark().getIndex(), replacement);
  }

  /** Renames a key to what it was meant to be, where one known name is near enough. */
  static @Nullable Edit respell(Item entry, Collection<String> known) {
    Node key = entry.key();
    return key == null
        ? null
        : Spelling.nearest(entry.name(), known).map(name -> replace(key, name)).orElse(null);
  }

  /** The same change in the text as it was before other edits were applied to it. */
  Edit before(List<Edit> others) {
    return new Edit(before(start, others), before(end, others), replacement);
  }

  private static int before(int offset, List<Edit> others) {
    int delta = 0;
    for (Edit each : others.stream().sorted(Comparator.comparingInt(Edit::start)).toList()) {
      int length = each.replacement.codePointCount(0, each.replacement.length());
      if (each.start + delta + length <= offset) {
        delta += length - (each.end - each.start);
      }
    }
    return offset - delta;
  }

  /** Applies edits that do not overlap; of two that do, the later in the text is left out. */
  public static String apply(String text, List<Edit> edits) {
    List<Edit> ordered = edits.stream().sorted(Comparator.comparingInt(Edit::start)).toList();
    StringBuilder result = new StringBuilder();
    int[] points = text.codePoints().toArray();
    int done = 0;
    for (Edit edit : ordered) {
      if (edit.start >= done) {
        result.append(new String(points, done, edit.start - done)).append(edit.replacement);
        done = edit.end;
      }
    }
    return result.append(new String(points, done, points.length - done)).toString();
  }
}
