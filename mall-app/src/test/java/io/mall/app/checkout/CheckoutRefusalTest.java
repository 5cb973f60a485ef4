package io.mall.app.checkout;

import static io.mall.app.checkout.Buyer.line;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import io.mall.app.kernel.AddressId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Each way to refuse an order has its own code, and leaves the stock as it was. */
@MallTest
class CheckoutRefusalTest {

  private final Mall mall;
  private final Warehouse warehouse;
  private Buyer buyer;
  private ProductId product;

  CheckoutRefusalTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
    this.buyer = new Buyer(mall);
    this.product = warehouse.product(100);
  }

  @BeforeEach
  void someoneNew() {
    buyer = new Buyer(mall);
    product = warehouse.product(100);
  }

  @AfterEach
  void nothingIsReserved() {
    warehouse.awaitStock(product, 100, 0, 0);
  }

  @Test
  void withoutAKey() {
    buyer
        .request()
        .body(buyer.order(line(product, 1)))
        .post("/api/orders")
        .then()
        .statusCode(400)
        .body("code", equalTo("idempotency/invalid-key"));
  }

  @Test
  void withoutALogIn() {
    mall.anonymous().body(buyer.order(line(product, 1))).post("/api/orders").then().statusCode(401);
  }

  @Test
  void neitherItemsNorCartOrBoth() {
    refused(Map.of("addressId", buyer.address()), 400, "checkout/items-or-cart");
    refused(
        Map.of("items", List.of(line(product, 1)), "fromCart", true, "addressId", buyer.address()),
        400,
        "checkout/items-or-cart");
  }

  @Test
  void anEmptyOrder() {
    refused(buyer.order(), 400, "checkout/no-items");
  }

  @Test
  void quantitiesThatAreNone() {
    for (Object quantity : List.of(0, -1, Integer.MIN_VALUE)) {
      refused(buyer.order(line(product, quantity)), 400, "checkout/quantity-too-small");
    }
    for (Object quantity : List.of("2", 1.5, 10_000_000_000L, true)) {
      refused(buyer.order(line(product, quantity)), 400, "request/wrong-type");
    }
  }

  @Test
  void quantitiesBeyondTheLimitAlsoWhenTheLinesAddUpToIt() {
    refused(buyer.order(line(product, 1_001)), 400, "checkout/quantity-too-large");
    refused(
        buyer.order(line(product, 600), line(product, 600)), 400, "checkout/quantity-too-large");
    refused(
        buyer.order(line(product, Integer.MAX_VALUE), line(product, Integer.MAX_VALUE)),
        400,
        "checkout/quantity-too-large");
  }

  @Test
  void aPriceThatHasChangedSinceTheCartUntilTheClientConfirmsTheNewOne() {
    put(product, 2);
    reprice(product, 2_500);
    Map<String, Object> order = Map.of("fromCart", true, "addressId", buyer.address());

    refused(order, 409, "checkout/price-changed")
        .then()
        .body("errors.message", hasItem("product " + product + " costs 2500 EUR now"))
        .body("errors.message", hasItem("must be 5000 EUR"));
    refused(confirming(order, 3_998), 409, "checkout/price-changed");
    nothingIsReserved();

    buyer
        .place(confirming(order, 5_000))
        .then()
        .statusCode(201)
        .body("total.amount", equalTo(5_000));
    product = warehouse.product(100);
  }

  @Test
  void aPriceThatIsShownAgainIsNoChange() {
    put(product, 1);
    reprice(product, 2_500);
    put(product, 2);

    buyer
        .place(Map.of("fromCart", true, "addressId", buyer.address()))
        .then()
        .statusCode(201)
        .body("total.amount", equalTo(5_000));
    product = warehouse.product(100);
  }

  @Test
  void anotherTotalThanTheClientExpects() {
    Map<String, Object> order = buyer.order(line(product, 1));

    refused(confirming(order, 1), 409, "checkout/price-changed");
    refused(confirming(order, -1), 400, "request/wrong-type");
  }

  private Map<String, Object> confirming(Map<String, Object> order, long total) {
    Map<String, Object> body = new HashMap<>(order);
    body.put("expectedTotal", Map.of("amount", total, "currency", "EUR"));
    return body;
  }

  private void put(ProductId productId, int quantity) {
    buyer
        .request()
        .body(Map.of("quantity", quantity))
        .put("/api/cart/items/{id}", productId.text())
        .then()
        .statusCode(200);
  }

  private void reprice(ProductId productId, long amount) {
    String path = "/api/products/" + productId.text();
    mall.admin()
        .header("If-Match", mall.anonymous().get(path).header("ETag"))
        .body(Map.of("price", Map.of("amount", amount)))
        .patch(path)
        .then()
        .statusCode(200);
  }

  @Test
  void moreProductsThanAnOrderHolds() {
    List<Buyer.Line> lines = new ArrayList<>();
    for (long i = 1; i <= 101; i++) {
      lines.add(line(new ProductId(i << 10), 1));
    }
    refused(Map.of("items", lines, "addressId", buyer.address()), 400, "checkout/too-many-items");
  }

  @Test
  void aProductThatNeverWas() {
    ProductId never = new ProductId(mall.bean(Ids.class).next(new Slot(7)));
    refused(buyer.order(line(product, 1), line(never, 1)), 404, "checkout/unknown-product");
  }

  @Test
  void aProductThatIsWithdrawn() {
    ProductId withdrawn = warehouse.product(5);
    JdbcClient.create(mall.bean(DataSource.class))
        .sql("UPDATE products SET status = 'WITHDRAWN', version = 2 WHERE product_id = ?")
        .param(withdrawn.value())
        .update();
    Mall.cluster().awaitReplicas();
    refused(buyer.order(line(product, 1), line(withdrawn, 1)), 409, "checkout/product-withdrawn");
  }

  @Test
  void pricesInDifferentCurrencies() {
    ProductId foreign = warehouse.product(5, Money.of(100, "JPY"));
    refused(buyer.order(line(product, 1), line(foreign, 1)), 409, "checkout/mixed-currencies");
  }

  @Test
  void aTotalBeyondWhatCanBePaid() {
    ProductId dear = warehouse.product(5, Money.of(Money.MAX_AMOUNT / 2 + 1, "EUR"));
    refused(buyer.order(line(product, 1), line(dear, 2)), 409, "checkout/total-too-large");
  }

  @Test
  void anotherUsersAddress() {
    AddressId foreign = new Buyer(mall).address();
    refused(
        Map.of("items", List.of(line(product, 1)), "addressId", foreign),
        404,
        "user/address-absent");
  }

  @Test
  void anAddressThatIsMissing() {
    refused(Map.of("items", List.of(line(product, 1))), 400, "request/invalid-fields");
  }

  @Test
  void aProductThatWasNeverStocked() {
    ProductId unstocked = warehouse.product(0);
    refused(buyer.order(line(product, 1), line(unstocked, 1)), 409, "checkout/insufficient-stock");
  }

  private Response refused(Map<String, ?> body, int status, String code) {
    Response response = buyer.place(body);
    response
        .then()
        .statusCode(status)
        .contentType("application/problem+json")
        .body("code", equalTo(code))
        .body("detail", not(emptyOrNullString()));
    return response;
  }
}
