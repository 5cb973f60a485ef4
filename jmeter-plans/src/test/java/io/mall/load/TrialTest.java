package io.mall.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.load.jmeter.JMeter;
import io.mall.load.judge.Objectives;
import io.mall.load.judge.Verdict;
import io.mall.load.plan.Load;
import io.mall.load.plan.Load.Closed;
import io.mall.load.plan.Load.Open;
import io.mall.load.plan.Plan;
import io.mall.load.plan.PlanFile;
import io.mall.load.plan.Plans;
import io.mall.load.report.Report;
import io.mall.load.shop.Api;
import io.mall.load.shop.Finding;
import io.mall.load.shop.LocalShop;
import io.mall.load.shop.Sale;
import io.mall.load.shop.Target;
import io.mall.local.Engine;
import io.mall.local.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans against a shop of our own, with faults planted in its books. */
@Tag("real")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TrialTest {
  private static final Path ROOT = Path.of(System.getProperty("mall.home"));

  private final LocalShop shop = LocalShop.start(ROOT, Engine.fromProperty(), Progress.quiet());
  private Target target = Target.of("http://127.0.0.1:1");

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  void open() {
    target = shop.serve(LocalShop.builtJar(ROOT));
  }

  @AfterAll
  void close() {
    shop.close();
  }

  private Report run(String name, Load load, int seconds) throws Exception {
    Plan plan = Plans.of(ROOT).plan(name);
    Objectives objectives =
        Objectives.read(
            Files.writeString(
                folder.resolve("slo.yaml"),
                "defaults: {errors: 0 %, samples: 1, slip: 100 %}\nplans: {}\n"),
            List.of());
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Trial trial = new Trial(ROOT, JMeter.find(ROOT, "512m"), objectives, nowhere);
    Load.Course course = plan.course(load, Duration.ofSeconds(1), Duration.ofSeconds(seconds));
    return trial.run(Site.own(shop, target), plan, course, Map.of(), folder);
  }

  private void sql(String server, String... statements) throws SQLException {
    try (Connection root = shop.cluster().connectAsRoot(server);
        Statement statement = root.createStatement()) {
      for (String each : statements) {
        assertThat(statement.executeUpdate(each)).as(each).isPositive();
      }
    }
  }

  private List<String> broken() throws InterruptedException {
    return shop.books().audit().stream()
        .filter(finding -> !finding.holds())
        .map(Finding::rule)
        .toList();
  }

  @Test
  @Order(1)
  void ordersAreMeasuredAndTheBooksAreRight() throws Exception {
    Report report = run("order-create", new Closed(2), 3);
    assertThat(report.verdict().checks()).as(report.verdict().toString()).isNotEmpty();
    assertThat(report.verdict().code()).isEqualTo(Verdict.PASSED);
    assertThat(report.facts().measurement().label("POST order").orElseThrow().count()).isPositive();
    assertThat(report.facts().findings())
        .anyMatch(each -> each.detail().matches("[1-9]\\d* acknowledged, \\d+ unclear, \\d+ done"));
    assertThat(report.moments()).anyMatch(moment -> moment.shop().isPresent());
  }

  @Test
  @Order(2)
  void everyFaultThatIsPlantedInTheBooksIsFound() throws Exception {
    int group = groupWithOrders();
    sql(
        "db-a-primary",
        "UPDATE mall_0.orders_%d SET total_amount = total_amount + 1 LIMIT 1".formatted(group));
    assertThat(broken()).containsExactly("an order costs what its lines cost");
    sql(
        "db-a-primary",
        "UPDATE mall_0.orders_%d o SET total_amount = (SELECT SUM(unit_amount * quantity)"
                .formatted(group)
            + " FROM mall_0.order_items_%d i WHERE i.order_no = o.order_no)".formatted(group));
    sql("db-a-primary", "UPDATE mall_0.orders_%d SET status = 'PAID'".formatted(group));
    assertThat(broken())
        .containsExactly("what was paid is the order's total, once, and no unpaid order goes on");
    sql("db-a-primary", "UPDATE mall_0.orders_%d SET status = 'CANCELLED'".formatted(group));
    assertThat(broken()).containsExactly("no stock sold without an order");
    sql("db-a-primary", "UPDATE mall_0.orders_%d SET status = 'PLACED'".formatted(group));
    assertThat(broken()).isEmpty();
  }

  private int groupWithOrders() throws SQLException {
    try (Connection root = shop.cluster().connectAsRoot("db-a-primary");
        Statement statement = root.createStatement()) {
      for (int group = 0; group < 8; group++) {
        try (var count = statement.executeQuery("SELECT COUNT(*) FROM mall_0.orders_" + group)) {
          if (count.next() && count.getLong(1) > 0) {
            return group;
          }
        }
      }
    }
    throw new AssertionError("No orders in mall_0.");
  }

  @Test
  @Order(3)
  void whoSellsMoreThanTheLedgerKnowsOfIsCaught() throws Exception {
    sellOne("-", "+");
    Report report = run("browse", new Open(20), 2);
    assertThat(report.verdict().code()).isEqualTo(Verdict.BROKEN);
    sellOne("+", "-");
  }

  @Test
  @Order(3)
  void theCommandEndsWithFourWhenThatHappensWhileItRuns() throws Exception {
    List<String> line = new ArrayList<>(List.of("browse", "--target", target.base().toString()));
    line.addAll(List.of("--rate", "20/s", "--warm-up", "0s", "--duration", "3s"));
    line.addAll(Runner.options(folder, "oversold", "100 %"));
    try (Runner runner = Runner.start(folder, "oversold", line.toArray(String[]::new))) {
      runner.awaitSamples(folder.resolve("oversold"), Runner.BOUND);
      sellOne("-", "+");
      runner.ends(4, "BROKEN: the shop's books are wrong");
    } finally {
      sellOne("+", "-");
    }
    assertThat(broken()).isEmpty();
  }

  /** Of product 1, past the shop and its ledger. */
  private void sellOne(String available, String sold) throws SQLException {
    sql(
        "db-a-primary",
        "UPDATE mall_0.inventory_0 SET available = available %s 1, sold = sold %s 1"
                .formatted(available, sold)
            + " WHERE product_id = 1");
  }

  @Test
  @Order(4)
  void aRunWithoutSamplesFails() throws Exception {
    Report report = run("browse", new Open(0.1), 1);
    assertThat(report.facts().measurement().all().count()).isZero();
    assertThat(report.verdict().code()).isEqualTo(Verdict.MISSED);
  }

  @Test
  @Order(6)
  void aSaleBeginsWhenTheMeasuringDoesAndWhatItTookIsPutBack() throws Exception {
    Report report = run("flash-sale", new Closed(4), 6);
    Sale.Outcome sale = report.facts().sale().orElseThrow();
    assertThat(sale.offered()).isEqualTo(2_000);
    assertThat(sale.left()).isBetween(1L, 1_999L);
    assertThat(report.facts().findings())
        .allMatch(Finding::holds)
        .anyMatch(each -> each.detail().equals("1 acknowledged, 0 unclear, 1 done"));
    try (Api api = new Api(target.base());
        Sale nearlySoldOut = Sale.of(api, folder.resolve("data"), 10)) {
      nearlySoldOut.begin();
      Sale.Outcome next = run("flash-sale", new Closed(4), 6).facts().sale().orElseThrow();
      assertThat(next.left()).as("the warm-up sold all").isBetween(1L, 1_999L);
    }
    String product = Files.readAllLines(folder.resolve("data/hot-product.csv")).getLast();
    JsonNode stock = JsonMapper.shared().readTree(get("/api/stock/" + product));
    assertThat(stock.path("available").asLong()).isGreaterThan(2_000);
  }

  @Test
  @Order(5)
  void everyPathOfAPlanIsInTheApiDocument() throws Exception {
    List<Pattern> known = new ArrayList<>();
    JsonNode document = JsonMapper.shared().readTree(get("/v3/api-docs"));
    document
        .path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .propertyNames()
                    .forEach(
                        method ->
                            known.add(
                                Pattern.compile(
                                    method.toUpperCase(Locale.ROOT)
                                        + " "
                                        + path.getKey().replaceAll("\\{\\w+}", "[^/?]+")))));
    try (Stream<Path> files = Files.list(ROOT.resolve("jmeter-plans"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".jmx")).toList()) {
        for (Element sampler : PlanFile.read(file).samplers()) {
          String request = property(sampler, "method") + " " + property(sampler, "path");
          assertThat(known)
              .as(file.getFileName() + ": " + request)
              .anyMatch(each -> each.matcher(request.replaceAll("\\?.*", "")).matches());
        }
      }
    }
  }

  @Test
  @Order(7)
  void aShopThatIsStartedAnewIsAnotherProcessAtTheSameAddress() throws Exception {
    double before = started();
    shop.restart(List.of(target));
    assertThat(started()).isGreaterThan(before);
    assertThat(get("/api/products/1")).contains("\"productId\"");
  }

  private double started() throws IOException, InterruptedException {
    return get(target.management().resolve("/actuator/prometheus"))
        .lines()
        .filter(line -> line.startsWith("process_start_time_seconds"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .findFirst()
        .orElseThrow();
  }

  private static String property(Element sampler, String name) {
    var properties = sampler.getElementsByTagName("stringProp");
    for (int i = 0; i < properties.getLength(); i++) {
      if (((Element) properties.item(i)).getAttribute("name").equals("HTTPSampler." + name)) {
        return properties.item(i).getTextContent();
      }
    }
    throw new AssertionError("No " + name);
  }

  private String get(String path) throws IOException, InterruptedException {
    return get(target.base().resolve(path));
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
          .body();
    }
  }
}
