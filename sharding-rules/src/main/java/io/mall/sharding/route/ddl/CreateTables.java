package io.mall.sharding.route.ddl;

import io.mall.sharding.route.ddl.LogicSchema.Problem;
import io.mall.sharding.route.ddl.LogicTable.UniqueKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.shardingsphere.infra.database.core.type.DatabaseType;
import org.apache.shardingsphere.infra.parser.sql.SQLStatementParserEngine;
import org.apache.shardingsphere.infra.parser.sql.SQLStatementParserEngineFactory;
import org.apache.shardingsphere.infra.spi.type.typed.TypedSPILoader;
import org.apache.shardingsphere.sql.parser.api.CacheOption;
import org.apache.shardingsphere.sql.parser.statement.core.segment.ddl.column.ColumnDefinitionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.ddl.constraint.ConstraintDefinitionSegment;
import org.apache.shardingsphere.sql.parser.statement.core.segment.dml.column.ColumnSegment;
import org.apache.shardingsphere.sql.parser.statement.core.statement.SQLStatement;
import org.apache.shardingsphere.sql.parser.statement.core.statement.ddl.CreateTableStatement;

/** Reads CREATE TABLE statements with ShardingSphere's own parser. */
final class CreateTables {

  private static final Pattern CHARSET =
      Pattern.compile("(?i)\\b(DEFAULT\\s+)?(CHARACTER\\s+SET|CHARSET|COLLATE)\\s*=?\\s*\\w+");

  private final String file;
  private final Map<String, LogicTable> tables;
  private final List<Problem> problems;

  private CreateTables(String file, Map<String, LogicTable> tables, List<Problem> problems) {
    this.file = file;
    this.tables = tables;
    this.problems = problems;
  }

  static void read(
      String file, String text, Map<String, LogicTable> tables, List<Problem> problems) {
    CreateTables reader = new CreateTables(file, tables, problems);
    for (Statements.Statement each : Statements.split(text)) {
      reader.readStatement(each);
    }
  }

  private static SQLStatementParserEngine parser() {
    return SQLStatementParserEngineFactory.getSQLStatementParserEngine(
        TypedSPILoader.getService(DatabaseType.class, "MySQL"),
        new CacheOption(2000, 65535L),
        new CacheOption(128, 1024L));
  }

  private void readStatement(Statements.Statement statement) {
    if (!statement.text().toUpperCase(Locale.ROOT).startsWith("CREATE TABLE")) {
      return;
    }
    try {
      SQLStatement parsed = parser().parse(withoutCharsets(statement.text()), false);
      if (parsed instanceof CreateTableStatement create) {
        add(statement, create);
      }
    } catch (RuntimeException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      problems.add(new Problem(file, statement.line(), "The statement does not parse: " + reason));
    }
  }

  /** The parser of 5.5.2 fails on some names of character sets, ascii among them. */
  private static String withoutCharsets(String sql) {
    return CHARSET.matcher(sql).replaceAll(found -> " ".repeat(found.group().length()));
  }

  private void add(Statements.Statement statement, CreateTableStatement create) {
    String name = create.getTable().getTableName().getIdentifier().getValue();
    List<LogicColumn> columns = new ArrayList<>();
    List<String> primary = new ArrayList<>();
    for (ColumnDefinitionSegment each : create.getColumnDefinitions()) {
      columns.add(column(statement.text(), each));
      if (each.isPrimaryKey()) {
        primary.add(each.getColumnName().getIdentifier().getValue());
      }
    }
    List<UniqueKey> uniques = new ArrayList<>();
    for (ConstraintDefinitionSegment each : create.getConstraintDefinitions()) {
      if (!each.getPrimaryKeyColumns().isEmpty()) {
        primary = names(each.getPrimaryKeyColumns());
      }
      if (each.isUniqueKey()) {
        String key =
            each.getIndexName().map(i -> i.getIndexName().getIdentifier().getValue()).orElse("");
        uniques.add(new UniqueKey(key, names(each.getIndexColumns())));
      }
    }
    LogicTable table = new LogicTable(name, file, statement.line(), columns, primary, uniques);
    LogicTable other = tables.putIfAbsent(name, table);
    if (other != null) {
      problems.add(
          new Problem(
              file,
              statement.line(),
              "Table %s is already created at %s:%d.".formatted(name, other.file(), other.line())));
    }
  }

  private static LogicColumn column(String sql, ColumnDefinitionSegment segment) {
    String text = sql.substring(segment.getStartIndex(), segment.getStopIndex() + 1);
    String name = segment.getColumnName().getIdentifier().getValue();
    String rest = text.replaceFirst("^\\s*`?" + name + "`?\\s*", "");
    String upper = rest.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    boolean generated = upper.matches(".*[ )](GENERATED ALWAYS )?AS \\(.*");
    return new LogicColumn(
        name,
        segment.getDataType().getDataTypeName().toUpperCase(Locale.ROOT),
        rest.strip(),
        !segment.isNotNull() && !segment.isPrimaryKey(),
        generated,
        segment.isAutoIncrement());
  }

  private static List<String> names(Collection<ColumnSegment> columns) {
    return new ArrayList<>(columns.stream().map(each -> each.getIdentifier().getValue()).toList());
  }
}
