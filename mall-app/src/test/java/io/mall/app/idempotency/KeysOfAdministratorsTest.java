package io.mall.app.idempotency;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mall.app.kernel.ProductId;
import io.mall.app.stock.Stocks;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a key does to requests by which administrators change catalog and stock. */
@MallTest
@Tag("engine")
class KeysOfAdministratorsTest {

  private final Mall mall;
  private final String key = UUID.randomUUID().toString();

  KeysOfAdministratorsTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void aProductIsPutOnSaleOnce() {
    Map<String, Object> body = product("A");
    Response first = sameTwice("/api/products", body, 201);

    assertThat(first.header("ETag")).isNotNull();
    send("/api/products", product("B")).then().spec(refused(422, "idempotency/key-reused"));
    mall.anonymous()
        .get("/api/products?category=" + body.get("categoryId"))
        .then()
        .body("items.size()", equalTo(1));
    mall.admin().get(first.header("Location")).then().statusCode(200);
  }

  @Test
  void aBatchOfProductsIsChangedOnceAndOthersSeeIt() {
    ProductId product = mall.shelf().newProduct(1);
    Map<String, Object> item =
        Map.of("productId", product.text(), "version", 1, "title", "Another title");
    mall.anonymous().get("/api/products/" + product.text()).then().statusCode(200);

    Response first = sameTwice("/api/products/batch", Map.of("items", new Object[] {item}), 200);

    first.then().body("items[0].version", equalTo(2));
    mall.anonymous()
        .get("/api/products/" + product.text())
        .then()
        .body("title", equalTo("Another title"));
  }

  @Test
  void whatIsRefusedIsNotKeptInTheCatalogEither() {
    Map<String, Object> body = product("A");
    Map<String, Object> unknown = new java.util.HashMap<>(body);
    unknown.put("categoryId", "1023");

    send("/api/products", unknown)
        .then()
        .spec(refused(400, "catalog/unknown-category", "categoryId"));
    send("/api/products", body).then().statusCode(201).header("Idempotent-Replay", nullValue());
  }

  @Test
  void stockIsPutInAndTakenOutOnce() {
    ProductId product = mall.shelf().newProduct(10);
    String path = "/api/stock/" + product.text();

    sameTwice(path + "/restock", Map.of("quantity", 5), 200);
    send(path + "/restock", Map.of("quantity", 6))
        .then()
        .spec(refused(422, "idempotency/key-reused"));
    send(path + "/deduct", Map.of("quantity", 5))
        .then()
        .spec(refused(422, "idempotency/key-reused"));
    mall.admin()
        .header(IdempotencyKey.HEADER, "another-" + key)
        .body(Map.of("quantity", 2))
        .post(path + "/deduct")
        .then()
        .statusCode(200);

    assertThat(mall.bean(Stocks.class).require(product).available()).isEqualTo(13);
  }

  @Test
  void aDeductionThatIsRefusedLeavesItsKeyFree() {
    ProductId product = mall.shelf().newProduct(1);
    String path = "/api/stock/" + product.text();
    send(path + "/deduct", Map.of("quantity", 2)).then().spec(refused(409, "stock/insufficient"));
    mall.admin().body(Map.of("quantity", 1)).post(path + "/restock").then().statusCode(200);

    sameTwice(path + "/deduct", Map.of("quantity", 2), 200);

    assertThat(mall.bean(Stocks.class).require(product).available()).isZero();
  }

  @Test
  void keysInTheCatalogAreForgottenToo() {
    send("/api/products", product("A")).then().statusCode(201);
    JdbcClient sql = JdbcClient.create(mall.bean(DataSource.class));
    sql.sql(
            "UPDATE catalog_idempotency_keys SET created_at = created_at - INTERVAL 25 HOUR"
                + " WHERE idempotency_key = ?")
        .param(key)
        .update();

    mall.bean(IdempotencySweep.class).sweep(new io.mall.sharding.slot.TableGroup(0));

    assertThat(
            sql.sql("SELECT 1 FROM catalog_idempotency_keys WHERE idempotency_key = ? FOR UPDATE")
                .param(key)
                .query(Integer.class)
                .list())
        .isEmpty();
  }

  private Map<String, Object> product(String title) {
    return Map.of(
        "categoryId",
        category(),
        "title",
        "Product " + title + key,
        "price",
        Map.of("amount", 1_000, "currency", "EUR"));
  }

  private String category = "";

  private String category() {
    if (category.isEmpty()) {
      category = mall.shelf().newCategory().text();
    }
    return category;
  }

  private Response sameTwice(String path, Object body, int status) {
    Response first = send(path, body);
    first.then().statusCode(status).header("Idempotent-Replay", nullValue());
    Response again = send(path, body);
    again.then().statusCode(status).header("Idempotent-Replay", "true");
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    for (String header : new String[] {"Location", "ETag", "Content-Type"}) {
      assertThat(again.header(header)).isEqualTo(first.header(header));
    }
    return first;
  }

  private Response send(String path, Object body) {
    return mall.admin().header(IdempotencyKey.HEADER, key).body(body).post(path);
  }
}
