package io.mall.app.catalog;

import static io.mall.app.support.Problems.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.ValidatableResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Many products changed at once. */
@MallTest
class ProductBatchTest {

  private final Mall mall;
  private final Goods goods;

  ProductBatchTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
  }

  @Test
  void whatIsRefusedDoesNotHinderTheOthers() {
    String first = goods.create("First");
    String second = goods.create("Second");
    String third = goods.create("Third");
    send(
            item(first, 1, Map.of("price", Map.of("amount", 7))),
            item(second, 2, Map.of("title", "Too early")),
            item("4711", 1, Map.of("title", "Nobody")),
            item(third, 1, Map.of("categoryId", "4711")),
            item(third, 1, Map.of("status", "WITHDRAWN")))
        .statusCode(200)
        .body("items.productId", contains(first, second, "4711", third, third))
        .body("items.status", contains(200, 412, 404, 400, 200))
        .body("items.version", contains(2, null, null, null, 2))
        .body(
            "items.problem.code",
            contains(
                "request/version-changed", "catalog/product-absent", "catalog/unknown-category"))
        .body("items[1].problem.type", equalTo("/problems/request/version-changed"))
        .body("items[0].problem", nullValue());
    read(first).body("version", equalTo(2)).body("price.amount", equalTo(7));
    read(second).body("version", equalTo(1)).body("title", equalTo("Second"));
    read(third).body("version", equalTo(2)).body("status", equalTo("WITHDRAWN"));
  }

  @Test
  void aProductNamedTwiceIsChangedTwiceIfTheVersionsFollow() {
    String product = goods.create("Lamp");
    send(
            item(product, 1, Map.of("title", "Lamp one")),
            item(product, 2, Map.of("description", "Two.")),
            item(product, 2, Map.of("title", "Lamp three")),
            item(product, 3, Map.of("title", "Lamp one")))
        .statusCode(200)
        .body("items.status", contains(200, 200, 412, 200))
        .body("items.version", contains(2, 3, null, 3));
    read(product)
        .body("version", equalTo(3))
        .body("title", equalTo("Lamp one"))
        .body("description", equalTo("Two."));
  }

  @Test
  void aHundredItemsAreTheMost() {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      items.add(item(goods.create("Lamp " + i), 1, Map.of("price", Map.of("amount", i))));
    }
    mall.admin()
        .body(Map.of("items", items))
        .post("/api/products/batch")
        .then()
        .statusCode(200)
        .body("items.findAll { it.status == 200 }.size()", equalTo(100));
    items.add(items.getFirst());
    mall.admin()
        .body(Map.of("items", items))
        .post("/api/products/batch")
        .then()
        .spec(refused(400, "request/invalid-fields", "items"));
  }

  @Test
  void aRequestThatIsNotValidChangesNothing() {
    String product = goods.create("Lamp");
    Map<String, Object> good = item(product, 1, Map.of("title", "Changed"));
    send(good, item(product, 1, Map.of("title", "")))
        .spec(refused(400, "request/invalid-fields", "items[1].title"));
    send(good, item(product, -1, Map.of()))
        .spec(refused(400, "request/invalid-fields", "items[1].version"));
    send(good, Map.of("productId", product))
        .spec(refused(400, "request/invalid-fields", "items[1].version"));
    send(good, Map.of("version", 1))
        .spec(refused(400, "request/invalid-fields", "items[1].productId"));
    send(good, item(product, 1, Map.of("price", Map.of("amount", -5))))
        .spec(refused(400, "request/invalid-fields", "items[1].price.amount"));
    send(good, item(product, 1, Map.of("prize", 5)))
        .spec(refused(400, "request/unknown-field", "items[1].prize"));
    send().spec(refused(400, "request/invalid-fields", "items"));
    mall.admin()
        .body("{\"items\":[null]}")
        .post("/api/products/batch")
        .then()
        .spec(refused(400, "request/invalid-fields"));
    mall.admin()
        .body("{}")
        .post("/api/products/batch")
        .then()
        .spec(refused(400, "request/invalid-fields", "items"));
    read(product).body("version", equalTo(1));
  }

  @SafeVarargs
  private ValidatableResponse send(Map<String, Object>... items) {
    return mall.admin().body(Map.of("items", items)).post("/api/products/batch").then();
  }

  private ValidatableResponse read(String product) {
    return mall.anonymous().get("/api/products/" + product).then().statusCode(200);
  }

  private static Map<String, Object> item(String product, int version, Map<String, Object> change) {
    Map<String, Object> item = new HashMap<>(change);
    item.put("productId", product);
    item.put("version", version);
    return item;
  }
}
