package io.mall.sharding.diff;

import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Live;
import io.mall.sharding.live.LiveSource;
import io.mall.sharding.live.Size;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How many rows and bytes tables hold: of each data node, or of a whole logic table. */
final class Sizes {

  private final Map<String, Size> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<String> problems = new ArrayList<>();

  /** Lines of a name, a number of rows and, if known, of bytes; the name may be a data node. */
  void read(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("#.*", "").strip();
      String[] parts = line.split("[\\s,;]+", -1);
      if (line.isEmpty()) {
        continue;
      }
      if (parts.length < 2 || parts.length > 3 || !line.matches("\\S+?([\\s,;]+\\d{1,18}){1,2}")) {
        problems.add("%s:%d: This is not a name and its rows: %s".formatted(file, i + 1, line));
        continue;
      }
      long bytes = parts.length == 3 ? Long.parseLong(parts[2]) : 0;
      byName.put(parts[0], new Size(Long.parseLong(parts[1]), bytes));
    }
  }

  /** What the primaries hold; a server that is away is a problem, not the end. */
  void read(Placements placements, Live live) {
    live.away()
        .forEach(
            (name, reason) ->
                placements.sources().stream()
                    .filter(each -> each.name().equals(name) && each.primary())
                    .forEach(each -> problems.add("%s is away: %s".formatted(name, reason))));
    for (LiveSource each : live.primaries()) {
      try {
        Size.of(each)
            .forEach((table, size) -> byName.put(each.source().group() + "." + table, size));
      } catch (SQLException e) {
        problems.add("%s: %s".formatted(each.source().name(), LiveSource.reason(e)));
      }
    }
  }

  Optional<Size> of(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  List<String> problems() {
    return problems;
  }
}
