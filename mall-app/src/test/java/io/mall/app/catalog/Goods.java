package io.mall.app.catalog;

import io.mall.app.kernel.CategoryId;
import io.mall.app.support.Mall;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;

/** Products of one test, in a category of their own. */
final class Goods {

  private final Mall mall;
  final CategoryId category;

  Goods(Mall mall) {
    this.mall = mall;
    this.category = mall.shelf().newCategory();
  }

  /** A body that creates a product. */
  Map<String, Object> entry(String title) {
    return entry(title, 1250);
  }

  Map<String, Object> entry(String title, long price) {
    Map<String, Object> entry = new HashMap<>();
    entry.put("categoryId", category.text());
    entry.put("title", title);
    entry.put("price", Map.of("amount", price, "currency", "EUR"));
    return entry;
  }

  /** Creates a product and returns its id. */
  String create(String title) {
    return create(title, 1250);
  }

  String create(String title, long price) {
    Response created = mall.admin().body(entry(title, price)).post("/api/products");
    created.then().statusCode(201);
    return created.path("productId");
  }

  /** Changes a product, whatever its version. */
  void change(String productId, Map<String, Object> change) {
    String tag = mall.anonymous().get("/api/products/" + productId).header("ETag");
    mall.admin()
        .header("If-Match", tag)
        .body(change)
        .patch("/api/products/" + productId)
        .then()
        .statusCode(200);
  }
}
