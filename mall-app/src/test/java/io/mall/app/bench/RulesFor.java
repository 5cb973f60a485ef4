package io.mall.app.bench;

import io.mall.sharding.slot.TableGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shop's own rules, for another number of data sources: the same groups, placed elsewhere.
 *
 * <p>It edits the text as a person would: copies the entries of {@code ds_1}, and writes down which
 * groups each data source holds.
 */
final class RulesFor {

  private static final Pattern NODES =
      Pattern.compile("ds_0\\.(\\w+)_\\$->\\{0\\.\\.7},ds_1\\.\\w+_\\$->\\{8\\.\\.15}");
  private static final String PLACEMENT = "'ds_0: 0-7, ds_1: 8-15'";

  private final int dataSources;

  RulesFor(int dataSources) {
    this.dataSources = dataSources;
  }

  /** What stands in {@code rules.yaml} becomes what should. */
  String edit(String rules) {
    if (!NODES.matcher(rules).find() || !rules.contains(PLACEMENT)) {
      throw new IllegalStateException("rules.yaml does not place its groups as this expects");
    }
    String nodes =
        NODES
            .matcher(rules)
            .replaceAll(
                found ->
                    Matcher.quoteReplacement(
                        each(", ", "ds_%d." + found.group(1) + "_$->{%d..%d}").replace(", ", ",")));
    String placed = nodes.replace(PLACEMENT, "'" + each(", ", "ds_%d: %d-%d") + "'");
    List<String> lines = new ArrayList<>(placed.lines().toList());
    for (String header : List.of("  ds_1_primary:", "  ds_1_replica:", "    ds_1:")) {
      multiply(lines, header);
    }
    return String.join("\n", lines) + "\n";
  }

  private String each(String separator, String format) {
    int share = TableGroup.COUNT / dataSources;
    return IntStream.range(0, dataSources)
        .mapToObj(i -> format.formatted(i, i * share, (i + 1) * share - 1))
        .collect(Collectors.joining(separator));
  }

  /** One block for each data source after the first, instead of the one of {@code ds_1}. */
  private void multiply(List<String> lines, String header) {
    int from = lines.indexOf(header);
    String indent = header.substring(0, header.length() - header.stripLeading().length());
    int to = from + 1;
    while (lines.get(to).startsWith(indent + " ")) {
      to++;
    }
    List<String> block = List.copyOf(lines.subList(from, to));
    lines.subList(from, to).clear();
    for (int i = dataSources - 1; i >= 1; i--) {
      String number = Integer.toString(i);
      lines.addAll(
          from,
          block.stream()
              .map(line -> line.replace("ds_1", "ds_" + number).replace("DS_1", "DS_" + number))
              .toList());
    }
  }
}
