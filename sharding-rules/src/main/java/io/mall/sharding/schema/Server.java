package io.mall.sharding.schema;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One connection to one physical database, outside ShardingSphere. Every wait has a bound. */
final class Server implements AutoCloseable {

  private static final String SCRATCH = "mall_scratch_";

  private static final String LOCK = "mall.schema";
  private static final Duration LOCK_WAIT = Duration.ofMinutes(1);
  private static final Duration READ = Duration.ofSeconds(30);
  // An index on a large table takes its time; a server that stands still does not hold us for ever.
  private static final Duration CHANGE = Duration.ofHours(2);
  private static final Pattern DEFINITION =
      Pattern.compile(
          "^  (?:(`(?<column>[^`]+)`.*?)|((?:UNIQUE |FULLTEXT |SPATIAL )?KEY `(?<index>[^`]+)`.*?)),?$",
          Pattern.MULTILINE);

  private final Member member;
  private final Connection connection;

  private Server(Member member, Connection connection) {
    this.member = member;
    this.connection = connection;
  }

  static Server connect(Member member) {
    Properties properties = new Properties();
    properties.setProperty("user", member.endpoint().username());
    properties.setProperty("password", member.endpoint().password());
    properties.setProperty("connectTimeout", "5000");
    properties.setProperty("socketTimeout", Long.toString(READ.toMillis()));
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty(
        "sessionVariables",
        "sql_mode='STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,"
            + "NO_ENGINE_SUBSTITUTION',lock_wait_timeout=30");
    try {
      return new Server(member, DriverManager.getConnection(member.endpoint().url(), properties));
    } catch (SQLException e) {
      String state = String.valueOf(e.getSQLState());
      throw new SchemaException(
          "%s %s: %s".formatted(member, state.startsWith("08") ? "is away" : "refused", reason(e)),
          e);
    }
  }

  Member member() {
    return member;
  }

  /** One migration at a time on a server; the server frees the lock when its holder dies. */
  void lock(Consumer<String> progress) {
    run(
        "lock",
        LOCK_WAIT.plus(READ),
        () -> {
          if (getLock(0)) {
            return;
          }
          String holder = "connection " + text("SELECT IS_USED_LOCK('" + LOCK + "')");
          progress.accept("%s: waiting for %s, which migrates here".formatted(member, holder));
          if (!getLock(LOCK_WAIT.toSeconds())) {
            throw new SchemaException(
                "%s: %s still migrates here after %s s"
                    .formatted(member, holder, LOCK_WAIT.toSeconds()));
          }
        });
  }

  void unlock() {
    run("lock", READ, () -> text("SELECT RELEASE_LOCK('" + LOCK + "')"));
  }

  private boolean getLock(long seconds) throws SQLException {
    return "1".equals(text("SELECT GET_LOCK('" + LOCK + "', " + seconds + ")"));
  }

  Map<String, Shape> shapes() {
    Map<String, Shape> shapes = new TreeMap<>();
    run("information_schema", READ, () -> shapes.putAll(Catalogue.read(connection)));
    return shapes;
  }

  /** Makes each table under a scratch name, reads what the server made of it, and drops it. */
  Map<String, Scratch> scratch(Collection<LogicTable> tables) {
    dropScratch();
    Map<String, Scratch> scratches = new LinkedHashMap<>();
    try {
      tables.forEach(table -> execute(table.source(), table.createAs(SCRATCH + table.name())));
      Map<String, Shape> shapes = shapes();
      for (LogicTable table : tables) {
        String name = SCRATCH + table.name();
        Shape shape = shapes.get(name);
        if (shape == null) {
          throw new SchemaException(member.addressOf(name) + " was dropped by somebody else");
        }
        scratches.put(table.name(), new Scratch(shape, definitions(name)));
      }
      return scratches;
    } finally {
      dropScratch();
    }
  }

  /** Also what a run that was killed left behind. */
  private void dropScratch() {
    List<String> names = new ArrayList<>();
    run(
        "scratch tables",
        READ,
        () -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("SHOW TABLES LIKE '" + SCRATCH + "%'")) {
            while (row.next()) {
              names.add(row.getString(1));
            }
          }
        });
    names.forEach(name -> execute(name, "DROP TABLE IF EXISTS `" + name + "`"));
  }

  private Map<String, String> definitions(String table) {
    Map<String, String> definitions = new LinkedHashMap<>();
    run(
        table,
        READ,
        () -> {
          try (Statement statement = connection.createStatement();
              ResultSet row = statement.executeQuery("SHOW CREATE TABLE `" + table + "`")) {
            row.next();
            Matcher part = DEFINITION.matcher(row.getString(2));
            while (part.find()) {
              if (part.group("column") != null) {
                definitions.put(Comparison.column(part.group("column")), part.group(1));
              } else {
                definitions.put(Comparison.index(part.group("index")), part.group(3));
              }
            }
          }
        });
    return definitions;
  }

  void execute(String what, String sql) {
    run(
        what,
        CHANGE,
        () -> {
          try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
          }
        });
  }

  private String text(String query) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      return row.next() ? String.valueOf(row.getString(1)) : "";
    }
  }

  private interface Work {
    void run() throws SQLException;
  }

  private void run(String what, Duration bound, Work work) {
    try {
      connection.setNetworkTimeout(Runnable::run, Math.toIntExact(bound.toMillis()));
      work.run();
    } catch (SQLException e) {
      throw new SchemaException("%s: %s: %s".formatted(member, what, reason(e)), e);
    }
  }

  private static String reason(SQLException e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("no reason given");
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException e) {
      throw new SchemaException(member + ": " + reason(e), e);
    }
  }
}
