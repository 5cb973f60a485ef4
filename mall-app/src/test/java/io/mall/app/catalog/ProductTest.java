package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.kernel.CategoryId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One product over HTTP: read, create, change. */
@MallTest
class ProductTest {

  private final Mall mall;
  private final CategoryId category;

  ProductTest(Mall mall) {
    this.mall = mall;
    this.category = mall.shelf().newCategory();
  }

  @Test
  void anAdministratorCreatesAProductAndEverybodyReadsIt() {
    Response created = mall.admin().body(product("Blue lamp")).post("/api/products");
    created.then().statusCode(201).header("ETag", "\"1\"");
    String location = created.header("Location");
    assertThat(location).isEqualTo("/api/products/" + created.path("productId"));
    Response read = mall.anonymous().get(location);
    read.then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .header("Cache-Control", "no-cache")
        .body("categoryId", equalTo(category.text()))
        .body("title", equalTo("Blue lamp"))
        .body("description", equalTo(""))
        .body("price.amount", equalTo(1250))
        .body("price.currency", equalTo("EUR"))
        .body("status", equalTo("ACTIVE"))
        .body("version", equalTo(1));
    assertThat(read.asString()).isEqualTo(created.asString());
  }

  @Test
  void aProductTheClientHasIsNotSentAgain() {
    String path = create("Red lamp");
    mall.anonymous()
        .header("If-None-Match", "\"1\"")
        .get(path)
        .then()
        .statusCode(304)
        .header("ETag", "\"1\"")
        .body(emptyOrNullString());
    mall.anonymous().header("If-None-Match", "\"2\"").get(path).then().statusCode(200);
  }

  @Test
  void anUnknownProductIsAbsent() {
    mall.anonymous()
        .get("/api/products/9007199254740993")
        .then()
        .statusCode(404)
        .body("code", equalTo("catalog/product-absent"));
  }

  private String create(String title) {
    Response created = mall.admin().body(product(title)).post("/api/products");
    created.then().statusCode(201);
    return created.header("Location");
  }

  private Map<String, Object> product(String title) {
    Map<String, Object> product = new HashMap<>();
    product.put("categoryId", category.text());
    product.put("title", title);
    product.put("price", Map.of("amount", 1250, "currency", "EUR"));
    return product;
  }
}
