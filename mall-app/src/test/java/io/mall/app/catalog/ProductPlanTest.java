package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.ProductId;
import io.mall.app.page.Cursor;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.ibatis.executor.parameter.ParameterHandler;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.MappedStatement;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.SqlSessionFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Which index each statement uses, by EXPLAIN of the statement as the mapper makes it. */
@MallTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductPlanTest {

  private static final int PRODUCTS = 6_000;
  private static final int CATEGORIES = 20;
  private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

  private final Mall mall;
  private final String table = "plan_" + Mall.freshName();
  private final Connection catalog;

  ProductPlanTest(Mall mall) throws SQLException {
    this.mall = mall;
    Map<String, String> environment = Mall.cluster().environment();
    this.catalog =
        DriverManager.getConnection(
            environment.get("MALL_DS_CATALOG_PRIMARY_URL")
                + "?useServerPrepStmts=true&rewriteBatchedStatements=true"
                + "&allowPublicKeyRetrieval=true&connectionTimeZone=UTC",
            environment.get("MALL_DB_USERNAME"),
            environment.get("MALL_DB_PASSWORD"));
  }

  /** What EXPLAIN says of the one table. */
  private record Plan(@Nullable String key, String type, String extra) {
    boolean sorts() {
      return extra.contains("filesort");
    }
  }

  @BeforeAll
  void fillATableLikeTheShops() throws SQLException {
    try (Statement statement = catalog.createStatement()) {
      statement.execute("CREATE TABLE " + table + " LIKE products");
    }
    String insert = "INSERT INTO " + table + " VALUES (?, ?, ?, ?, ?, 'EUR', ?, 1, ?, ?)";
    try (PreparedStatement row = catalog.prepareStatement(insert)) {
      for (int i = 1; i <= PRODUCTS; i++) {
        Timestamp time = Timestamp.from(FIRST.plusSeconds(i));
        Object[] values = {
          (long) i,
          1 + i % CATEGORIES,
          (i % 3 == 0 ? "Blue" : "Red") + " lamp " + i,
          "A lamp.".repeat(20),
          (i * 7919L) % 100_000,
          i % 100 == 0 ? "WITHDRAWN" : "ACTIVE",
          time,
          time
        };
        for (int column = 0; column < values.length; column++) {
          row.setObject(column + 1, values[column]);
        }
        row.addBatch();
      }
      row.executeBatch();
    }
    try (Statement statement = catalog.createStatement()) {
      statement.execute("ANALYZE TABLE " + table);
    }
  }

  @AfterAll
  void drop() throws SQLException {
    try (Statement statement = catalog.createStatement()) {
      statement.execute("DROP TABLE " + table);
    }
    catalog.close();
  }

  @Test
  void productsByIdUseThePrimaryKey() throws SQLException {
    assertThat(explain("find", Map.of("productId", new ProductId(7))).key()).isEqualTo("PRIMARY");
    List<ProductId> some = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      some.add(new ProductId(i * 31L));
    }
    assertThat(explain("findAll", Map.of("productIds", some)).key()).isEqualTo("PRIMARY");
    Plan lock = explain("lockAll", Map.of("productIds", some));
    assertThat(lock.key()).isEqualTo("PRIMARY");
    assertThat(lock.sorts()).isFalse();
  }

  @Test
  void theNewestAreReadInTheOrderOfTheirIndex() throws SQLException {
    for (ProductQuery query : pages(filter(null, null, null), Sort.NEWEST)) {
      Plan plan = explain("findNewest", query);
      assertThat(plan.key()).isEqualTo("idx_created_at");
      assertThat(plan.sorts()).isFalse();
    }
  }

  @Test
  void theNewestOfACategoryAreReadInTheOrderOfTheirIndex() throws SQLException {
    for (ProductQuery query : pages(filter(3L, null, null), Sort.NEWEST)) {
      Plan plan = explain("findNewestInCategory", query);
      assertThat(plan.key()).isEqualTo("idx_category_status");
      assertThat(plan.sorts()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"CHEAPEST", "DEAREST"})
  void pricesAreReadInTheOrderOfTheirIndex(Sort sort) throws SQLException {
    String name = sort == Sort.CHEAPEST ? "findCheapest" : "findDearest";
    List<ProductQuery> queries = new ArrayList<>();
    queries.addAll(pages(filter(null, null, null), sort));
    queries.addAll(pages(filter(null, 20_000L, 60_000L), sort));
    for (ProductQuery query : queries) {
      Plan plan = explain(name, query);
      assertThat(plan.key()).isEqualTo("idx_price_range");
      assertThat(plan.sorts()).isFalse();
    }
  }

  @Test
  void aNarrowPriceRangeOrARareStatusIsFoundByTheirIndexAndSorted() throws SQLException {
    ProductQuery narrow = query(filter(null, 100L, 200L), Sort.NEWEST, null);
    assertThat(explain("findNewest", narrow).key()).isEqualTo("idx_price_range");
    ProductFilter withdrawn = new ProductFilter(Product.Status.WITHDRAWN, null, null, null, null);
    assertThat(explain("findNewest", query(withdrawn, Sort.NEWEST, null)).key())
        .isIn("idx_price_range", "idx_created_at");
  }

  @ParameterizedTest
  @EnumSource(names = {"CHEAPEST", "DEAREST"})
  void pricesOfACategoryUseOneOfTheTwoIndexes(Sort sort) throws SQLException {
    String name = sort == Sort.CHEAPEST ? "findCheapest" : "findDearest";
    for (ProductQuery query : pages(filter(3L, null, null), sort)) {
      assertThat(explain(name, query).key()).isIn("idx_price_range", "idx_category_status");
    }
  }

  @ParameterizedTest
  @EnumSource
  void wordsAreFoundByTheTextIndex(Sort sort) throws SQLException {
    String name =
        switch (sort) {
          case NEWEST -> "searchNewest";
          case CHEAPEST -> "searchCheapest";
          case DEAREST -> "searchDearest";
        };
    SearchWords words = SearchWords.of("blue lamp");
    ProductFilter narrow =
        new ProductFilter(Product.Status.ACTIVE, new CategoryId(3), 1L, 99_999L, words);
    ProductFilter wide = new ProductFilter(Product.Status.ACTIVE, null, null, null, words);
    for (ProductFilter filter : List.of(narrow, wide)) {
      for (ProductQuery query : pages(filter, sort)) {
        Plan plan = explain(name, query);
        assertThat(plan.key()).isEqualTo("idx_title");
        assertThat(plan.type()).isEqualTo("fulltext");
      }
    }
  }

  @Test
  void whatIsNewAndWhatWasChangedIsReadInTheOrderOfItsIndex() throws SQLException {
    assertThat(explain("findIds", Map.of("after", 0L, "limit", 10)).key()).isEqualTo("PRIMARY");
    Map<String, Object> latest = Map.of("since", Instant.parse("2100-01-01T00:00:00Z"), "limit", 9);
    assertThat(explain("findChanged", latest).key()).isEqualTo("idx_updated_at");
  }

  @Test
  void everyListStatementIsExplainedHere() {
    assertThat(
            Arrays.stream(ProductMapper.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == List.class)
                .map(Method::getName))
        .containsExactlyInAnyOrderElementsOf(
            Set.of(
                "findAll",
                "lockAll",
                "findIds",
                "findChanged",
                "findNewest",
                "findNewestInCategory",
                "findCheapest",
                "findDearest",
                "searchNewest",
                "searchCheapest",
                "searchDearest"));
  }

  private static ProductFilter filter(
      @Nullable Long category, @Nullable Long minimum, @Nullable Long maximum) {
    return new ProductFilter(
        Product.Status.ACTIVE,
        category == null ? null : new CategoryId(category),
        minimum,
        maximum,
        null);
  }

  /** A first page and one from the middle. */
  private static List<ProductQuery> pages(ProductFilter filter, Sort sort) {
    long middle =
        sort == Sort.NEWEST ? FIRST.plusSeconds(PRODUCTS / 2).toEpochMilli() * 1000 : 50_000;
    Cursor cursor = Cursor.of("any", middle, PRODUCTS / 2L);
    return List.of(query(filter, sort, null), query(filter, sort, cursor));
  }

  private static ProductQuery query(ProductFilter filter, Sort sort, @Nullable Cursor after) {
    return new ProductQuery(filter, sort, after, 20);
  }

  private Plan explain(String statement, ProductQuery query) throws SQLException {
    return explain(statement, Map.of("query", query.parameters()));
  }

  private Plan explain(String statement, Map<String, Object> parameters) throws SQLException {
    Configuration mybatis = mall.bean(SqlSessionFactory.class).getConfiguration();
    MappedStatement mapped =
        mybatis.getMappedStatement(ProductMapper.class.getName() + "." + statement);
    BoundSql bound = mapped.getBoundSql(parameters);
    String sql = bound.getSql().replace("FROM products", "FROM " + table);
    ParameterHandler binder = mybatis.newParameterHandler(mapped, parameters, bound);
    try (PreparedStatement explain =
        catalog.prepareStatement("EXPLAIN FORMAT=TRADITIONAL " + sql)) {
      binder.setParameters(explain);
      try (ResultSet rows = explain.executeQuery()) {
        assertThat(rows.next()).isTrue();
        Plan plan =
            new Plan(
                rows.getString("key"),
                rows.getString("type"),
                String.valueOf(rows.getString("Extra")));
        assertThat(rows.next()).as("one table").isFalse();
        return plan;
      }
    }
  }
}
