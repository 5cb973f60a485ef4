package io.mall.sharding.route.ddl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All logic tables below a folder; a statement that cannot be read is a problem, not the end. */
public final class LogicSchema {

  private final Map<String, LogicTable> tables = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final List<Problem> problems = new ArrayList<>();

  /** A statement that could not be read. */
  public record Problem(String file, int line, String what) {}

  private LogicSchema() {}

  /**
   * Reads every {@code *.sql} below a folder, or one file.
   *
   * @throws IOException if the folder cannot be listed
   */
  public static LogicSchema read(Path place) throws IOException {
    LogicSchema schema = new LogicSchema();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".sql")).sorted().toList()) {
        schema.add(file);
      }
    }
    return schema;
  }

  private void add(Path file) {
    try {
      CreateTables.read(file.toString(), Files.readString(file), tables, problems);
    } catch (IOException e) {
      problems.add(new Problem(file.toString(), 1, "The file cannot be read: " + e.getMessage()));
    }
  }

  /** The tables by name. */
  public Collection<LogicTable> tables() {
    return tables.values();
  }

  /** A table by name, whatever the case. */
  public Optional<LogicTable> table(String name) {
    return Optional.ofNullable(tables.get(name));
  }

  /** What could not be read. */
  public List<Problem> problems() {
    return List.copyOf(problems);
  }
}
