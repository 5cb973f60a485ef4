package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Where the catalog's statements go. */
@MallTest
class CatalogRoutingTest {

  private final Mall mall;
  private final Goods goods;

  CatalogRoutingTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
  }

  @Test
  void aProductIsLoadedFromThePrimaryOnceAndThenFromMemory() {
    String path = "/api/products/" + goods.create("Lamp");
    try (RouteLog log = RouteLog.record()) {
      for (int i = 0; i < 3; i++) {
        mall.anonymous().get(path).then().statusCode(200);
      }
      assertThat(log.statements("catalog.find"))
          .singleElement()
          .satisfies(CatalogRoutingTest::onThePrimary);
    }
  }

  @Test
  void manyProductsAreLoadedByOneStatement() {
    List<ProductId> ids =
        List.of(
            ProductId.of(goods.create("One")),
            ProductId.of(goods.create("Two")),
            new ProductId(4711),
            ProductId.of(goods.create("Three")));
    Products products = mall.bean(Products.class);
    try (RouteLog log = RouteLog.record()) {
      assertThat(products.findAll(ids)).hasSize(3).doesNotContainKey(new ProductId(4711));
      assertThat(products.findAll(ids)).hasSize(3);
      assertThat(log.statements("catalog.findAll"))
          .singleElement()
          .satisfies(CatalogRoutingTest::onThePrimary);
    }
  }

  @Test
  void aLoadDoesNotJoinTheCallersTransaction() {
    ProductId id = ProductId.of(goods.create("Lamp"));
    TransactionTemplate transaction =
        new TransactionTemplate(mall.bean(PlatformTransactionManager.class));
    try (RouteLog log = RouteLog.record()) {
      transaction.executeWithoutResult(status -> mall.bean(Products.class).require(id));
      assertThat(log.statements("catalog.find"))
          .singleElement()
          .satisfies(CatalogRoutingTest::onThePrimary);
    }
  }

  @Test
  void listsAreReadFromTheReplica() {
    String category = "category=" + goods.category;
    for (String parameters :
        List.of(
            "sort=newest",
            category,
            "sort=price",
            "sort=-price",
            "q=lamp",
            "q=lamp&sort=price",
            "q=lamp&sort=-price")) {
      try (RouteLog log = RouteLog.record()) {
        // With a length of its own: lists that many asked for are kept, and those the primary
        // answers.
        mall.anonymous().get("/api/products?limit=13&" + parameters).then().statusCode(200);
        assertThat(ofCatalog(log)).singleElement().satisfies(CatalogRoutingTest::onTheReplica);
      }
    }
  }

  @Test
  void categoriesAreReadFromTheReplica() {
    Mall.cluster().awaitReplicas();
    try (RouteLog log = RouteLog.record()) {
      mall.anonymous().get("/api/categories").then().statusCode(200);
      mall.anonymous().get("/api/categories/" + goods.category).then().statusCode(200);
      assertThat(ofCatalog(log)).hasSize(2).allSatisfy(CatalogRoutingTest::onTheReplica);
    }
  }

  @Test
  void changesAreShortAndOnThePrimary() {
    try (RouteLog log = RouteLog.record()) {
      String product = goods.create("Lamp");
      assertNames(log, "category.findExisting", "catalog.insert");
      log.clear();
      mall.admin()
          .header("If-Match", "\"1\"")
          .body(Map.of("title", "Lamps"))
          .patch("/api/products/" + product)
          .then()
          .statusCode(200);
      assertNames(log, "catalog.find", "catalog.change");
      log.clear();
      mall.admin()
          .body(
              Map.of(
                  "items",
                  List.of(
                      Map.of("productId", product, "version", 2, "title", "Lamp"),
                      Map.of("productId", "4711", "version", 1))))
          .post("/api/products/batch")
          .then()
          .statusCode(200);
      assertNames(log, "catalog.lockAll", "catalog.change");
    }
  }

  private static void assertNames(RouteLog log, String... names) {
    assertThat(ofCatalog(log)).extracting(RoutedStatement::name).containsExactly(names);
    assertThat(ofCatalog(log)).allSatisfy(CatalogRoutingTest::onThePrimary);
  }

  private static List<RoutedStatement> ofCatalog(RouteLog log) {
    return log.statements().stream().filter(CatalogRoutingTest::isOfCatalog).toList();
  }

  private static boolean isOfCatalog(RoutedStatement statement) {
    String name = statement.name();
    // Looks at what is new go on all the time.
    return name != null
        && !name.equals("catalog.findChanged")
        && !name.equals("catalog.findIds")
        && (name.startsWith("catalog.") || name.startsWith("category."));
  }

  private static void onThePrimary(RoutedStatement statement) {
    assertThat(statement.dataSources()).isEqualTo(Set.of("ds_catalog_primary"));
  }

  private static void onTheReplica(RoutedStatement statement) {
    assertThat(statement.dataSources()).isEqualTo(Set.of("ds_catalog_replica"));
  }
}
