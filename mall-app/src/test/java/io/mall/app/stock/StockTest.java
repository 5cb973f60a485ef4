package io.mall.app.stock;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MallTest
class StockTest {

  private final Mall mall;
  private final Goods goods;

  StockTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
  }

  @Test
  void stockBeginsWithTheFirstDelivery() {
    ProductId product = goods.unstocked();

    stock(product).spec(refused(404, "stock/absent"));
    restock(product, 30)
        .statusCode(200)
        .body("movementId", matchesRegex("[1-9][0-9]*"))
        .body("productId", equalTo(product.text()))
        .body("state", equalTo("RESTOCKED"))
        .body("quantity", equalTo(30));
    stock(product)
        .statusCode(200)
        .body("productId", equalTo(product.text()))
        .body("seeded", equalTo(30))
        .body("available", equalTo(30))
        .body("reserved", equalTo(0))
        .body("sold", equalTo(0))
        .body("version", equalTo(1));
  }

  @Test
  void whoeverRestockedSeesItAtOnce() {
    ProductId product = goods.unstocked();
    for (int delivery = 1; delivery <= 10; delivery++) {
      restock(product, 5).statusCode(200);
      stock(product).body("available", equalTo(5 * delivery)).body("version", equalTo(delivery));
    }
  }

  @Test
  void whatIsDeductedIsSold() {
    ProductId product = goods.stocked(10);

    deduct(product, 4)
        .statusCode(200)
        .body("state", equalTo("DEDUCTED"))
        .body("quantity", equalTo(4));
    stock(product)
        .body("seeded", equalTo(10))
        .body("available", equalTo(6))
        .body("sold", equalTo(4))
        .body("version", equalTo(2));
  }

  @Test
  void moreThanThereIsCannotBeDeducted() {
    ProductId product = goods.stocked(3);

    deduct(product, 4)
        .spec(refused(409, "stock/insufficient", "quantity"))
        .body("detail", equalTo("Product %s has 3 left, not 4.".formatted(product)))
        .body("errors[0].message", equalTo("must be at most 3"));

    deduct(product, 3).statusCode(200);
    deduct(product, 1).spec(refused(409, "stock/insufficient", "quantity"));
  }

  @Test
  void nothingCanBeDeductedFromAProductWithoutStock() {
    deduct(goods.unstocked(), 1).spec(refused(404, "stock/absent"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"quantity":0}                    | request/invalid-fields
          {"quantity":-1}                   | request/invalid-fields
          {"quantity":1000000001}           | request/invalid-fields
          {"quantity":9223372036854775807}  | request/invalid-fields
          {"quantity":1e30}                 | request/wrong-type
          {"quantity":1.5}                  | request/wrong-type
          {"quantity":"5"}                  | request/wrong-type
          {"quantity":true}                 | request/wrong-type
          {"quantity":[5]}                  | request/wrong-type
          {"quantity":{}}                   | request/wrong-type
          {"quantity":null}                 | request/invalid-fields
          {}                                | request/invalid-fields
          {"quantity":5,"more":1}           | request/unknown-field
          [5]                               | request/wrong-type
          5                                 | request/wrong-type
          {"quantity":                      | request/malformed-json
          null                              | request/missing-body
          """)
  void aQuantityThatIsNoneChangesNothing(String body, String code) {
    ProductId product = goods.stocked(7);

    for (String verb : new String[] {"deduct", "restock"}) {
      mall.admin()
          .body(body)
          .post("/api/stock/" + product + "/" + verb)
          .then()
          .spec(refused(400, code));
    }

    assertThat(goods.stocks().require(product).version()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "-1", "abc", "1.5", "007", "9223372036854775808", "1e3", "💥", "batch"})
  void anIdThatIsNoneIsRefused(String id) {
    mall.anonymous().get("/api/stock/" + id).then().spec(refused(400, "request/wrong-type"));
    mall.admin()
        .body(Map.of("quantity", 1))
        .post("/api/stock/" + id + "/deduct")
        .then()
        .spec(refused(400, "request/wrong-type"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/stock/7/deduct", "/api/stock/7/restock", "/api/stock/batch"})
  void onlyAdministratorsChangeStock(String path) {
    Map<String, Integer> body = Map.of("quantity", 1);
    mall.anonymous().body(body).post(path).then().spec(refused(401, "security/not-logged-in"));
    mall.newShopper()
        .request()
        .body(body)
        .post(path)
        .then()
        .spec(refused(403, "security/not-allowed"));
  }

  private ValidatableResponse stock(ProductId product) {
    return mall.anonymous().get("/api/stock/" + product).then();
  }

  private ValidatableResponse restock(ProductId product, long quantity) {
    return change(product, "restock", quantity);
  }

  private ValidatableResponse deduct(ProductId product, long quantity) {
    return change(product, "deduct", quantity);
  }

  private ValidatableResponse change(ProductId product, String verb, long quantity) {
    RequestSpecification request = mall.admin().body(Map.of("quantity", quantity));
    return request.post("/api/stock/" + product + "/" + verb).then();
  }
}
