package io.mall.sharding.route.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mall.sharding.cli.Shardctl;
import io.mall.sharding.route.ddl.LogicSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoutesTest {

  private static final Path HOME = Path.of(System.getProperty("mall.home", ".."));
  private static final Path FOLDER = HOME.resolve("sharding-rules/src/test/resources/routes");

  private static List<StatementRoute> routes = List.of();

  @TempDir private Path folder = Path.of("");

  private record Run(int exit, String out, String err) {}

  private static Run shardctl(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Shardctl.run(
            List.of(args).stream().map(String::valueOf).toList(),
            name -> null,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static Run routesOf(Object... args) {
    List<Object> all =
        new ArrayList<>(
            List.of(
                "routes",
                "--rules",
                FOLDER.resolve("rules.yaml"),
                "--schema",
                FOLDER.resolve("schema")));
    all.addAll(List.of(args));
    return shardctl(all.toArray());
  }

  @BeforeAll
  static void previewTheMappers() throws IOException {
    LogicSchema schema = LogicSchema.read(FOLDER.resolve("schema"));
    assertThat(schema.problems()).isEmpty();
    RoutePreview preview = RoutePreview.open(FOLDER.resolve("rules.yaml"), schema);
    MapperRoutes mappers = MapperRoutes.of(List.of(FOLDER.resolve("mapper")), preview, schema);
    assertThat(mappers.problems()).isEmpty();
    routes = mappers.routes();
  }

  private static List<StatementRoute> of(String statement) {
    return routes.stream().filter(each -> each.name().equals("OrderMapper." + statement)).toList();
  }

  @Test
  void everyBranchOfIfChooseForeachAndIncludeIsPreviewed() {
    assertThat(of("find")).hasSize(2).allMatch(each -> each.route().kind() == RouteClass.SINGLE);
    assertThat(of("search"))
        .extracting(each -> each.route().kind(), each -> each.sql().contains("ORDER BY"))
        .containsExactlyInAnyOrder(
            tuple(RouteClass.SINGLE, true), tuple(RouteClass.SINGLE, false),
            tuple(RouteClass.SINGLE, true), tuple(RouteClass.SINGLE, false),
            tuple(RouteClass.ALL, true), tuple(RouteClass.ALL, false), // IN: each half of the key
            tuple(RouteClass.ALL, true), tuple(RouteClass.ALL, false));
  }

  @Test
  void theReasonNamesTheKeysThatDecide() {
    assertThat(of("find").getFirst().route().reason()).isEqualTo("t_order.user_id = ?");
    assertThat(of("deleteAll").getFirst().route().reason())
        .isEqualTo("no sharding key in the conditions");
    assertThat(of("setting").getFirst().route().reason()).isEqualTo("not sharded: t_setting");
  }

  @Test
  void writesGoToThePrimaryAndReadsToTheReplica() {
    assertThat(of("find").getFirst().route().units().getFirst().dataSource())
        .isIn("ds_0_r", "ds_1");
    assertThat(routes)
        .filteredOn(each -> each.sql().startsWith("UPDATE") || each.sql().startsWith("INSERT"))
        .flatExtracting(each -> each.route().units())
        .noneMatch(each -> each.dataSource().equals("ds_0_r"));
  }

  @Test
  void eachClassIsTold() {
    Map<String, TreeSet<RouteClass>> kinds = new TreeMap<>();
    routes.forEach(
        each -> kinds.computeIfAbsent(each.name(), _ -> new TreeSet<>()).add(each.route().kind()));
    assertThat(kinds)
        .containsEntry("OrderMapper.withItems", new TreeSet<>(List.of(RouteClass.SINGLE)))
        .containsEntry("OrderMapper.between", new TreeSet<>(List.of(RouteClass.UNSUPPORTED)))
        .containsEntry("OrderMapper.insert", new TreeSet<>(List.of(RouteClass.SINGLE)))
        .containsEntry("OrderMapper.insertItems", new TreeSet<>(List.of(RouteClass.SINGLE)))
        .containsEntry("OrderMapper.move", new TreeSet<>(List.of(RouteClass.UNSUPPORTED)))
        .containsEntry("OrderMapper.deleteAll", new TreeSet<>(List.of(RouteClass.ALL)))
        .containsEntry("OrderMapper.country", new TreeSet<>(List.of(RouteClass.BROADCAST)))
        .containsEntry("OrderMapper.setting", new TreeSet<>(List.of(RouteClass.SINGLE)));
  }

  @Test
  void bindingTablesShareASuffixInTheActualSql() {
    Route route = of("withItems").getFirst().route();
    assertThat(route.units()).hasSize(1);
    String sql = route.units().getFirst().sql();
    String suffix = sql.replaceAll("(?s).*t_order_(\\d).*", "$1");
    assertThat(sql).contains("t_item_" + suffix);
  }

  @Test
  void oneStatementIsShownWithTheActualSqlOfEachShard() {
    Run one = routesOf("--sql", "SELECT status FROM t_order WHERE user_id = ?", "--param", "7");
    assertThat(one.exit()).isZero();
    assertThat(one.out())
        .contains("single: t_order.user_id = ?")
        .contains("ds_1: SELECT status FROM t_order_1 WHERE user_id = ?")
        .contains("[7]");
    Run all = routesOf("--sql", "SELECT status FROM t_order");
    assertThat(all.out()).contains("all:").contains("ds_0_r:").contains("ds_1:");
    Run refused = routesOf("--sql", "SELEC 1");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.out()).startsWith("unsupported:");
    assertThat(refused.err()).isEmpty();
  }

  @Test
  void jsonHoldsEveryRoute() throws IOException {
    Run run = routesOf("--json", FOLDER.resolve("mapper"));
    var json = new ObjectMapper().readTree(run.out());
    assertThat(json.at("/routes").size()).isEqualTo(routes.size());
    assertThat(json.at("/routes/0/units/0/sql").asText()).contains("t_order_");
    assertThat(json.at("/problems").size()).isZero();
  }

  @Test
  void aGoldenFileTellsWhatChanged() throws IOException {
    Path golden = folder.resolve("routes.txt");
    Path mappers = FOLDER.resolve("mapper");
    routesOf("--golden", golden, "--update", mappers);
    assertThat(routesOf("--golden", golden, mappers).out()).isEmpty();
    List<String> lines = Files.readAllLines(golden);
    Files.write(golden, lines.stream().map(each -> each.replace("  all  ", "  single  ")).toList());
    Run run = routesOf("--golden", golden, mappers);
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("- OrderMapper.deleteAll 1/1  single", "+ OrderMapper.deleteAll 1/1  all");
  }

  @Test
  void brokenMappersAreNamedWithFileAndLineAndTheRestIsStillPreviewed() {
    Run run = routesOf(FOLDER.resolve("broken"));
    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("BrokenMapper.good 1/1  single")
        .contains("BrokenMapper.xml:4: Statement unknownTag")
        .contains("BrokenMapper.xml:5: Statement noFragment")
        .contains("BrokenMapper.xml:6: A mapper has no element <selekt>")
        .contains("BrokenMapper.badSql 1/1  unsupported")
        .contains("HalfMapper.xml:3: The file is not XML");
    assertThat(run.err()).doesNotContain("\tat ");
  }

  @Test
  void aFileThatCannotBeWrittenIsOneLine() {
    Run run =
        routesOf(
            "--golden", folder.resolve("no/such/folder"), "--update", FOLDER.resolve("mapper"));
    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err()).startsWith("shardctl: NoSuchFileException").doesNotContain("\tat ");
  }

  @Test
  void rulesThatCannotBeUsedAreOneLine() throws IOException {
    Path rules = folder.resolve("rules.yaml");
    Files.writeString(
        rules, Files.readString(FOLDER.resolve("rules.yaml")).replace("INLINE", "NOLINE"));
    Run run =
        shardctl(
            "routes", "--rules", rules, "--schema", FOLDER.resolve("schema"), "--sql", "SELECT 1");
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).contains("cannot be used", "shardctl lint").doesNotContain("\tat ");
  }
}
