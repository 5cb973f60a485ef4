package io.mall.app.cart;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.mall.sharding.id.Ids;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import io.mall.sharding.slot.Slot;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@MallTest
@Tag("engine")
class CartTest {

  private final Mall mall;
  private final Shopper shopper;
  private final Carts carts;

  CartTest(Mall mall) {
    this.mall = mall;
    this.shopper = mall.newShopper();
    this.carts = mall.bean(Carts.class);
  }

  @Test
  void aNewCartIsEmpty() {
    show().statusCode(200).body("items", empty()).body("totals", empty());
  }

  @Test
  void everyAnswerIsTheWholeCartInTheOrderOfAdding() {
    ProductId tea = mall.shelf().newProduct(5, Money.of(350, "EUR"));
    ProductId pot = mall.shelf().newProduct(5, Money.of(2_000, "CHF"));

    add(tea, 2).statusCode(200).body("items", hasSize(1));
    add(pot, 1);
    add(tea, 1)
        .statusCode(200)
        .body("items.productId", contains(tea.text(), pot.text()))
        .body("items.quantity", contains(3, 1))
        .body("items.title", contains("Product " + tea, "Product " + pot))
        .body("items.forSale", contains(true, true))
        .body("items[0].price.amount", equalTo(350))
        .body("items[0].price.currency", equalTo("EUR"))
        .body("items[0].amount.amount", equalTo(1_050))
        .body("totals.currency", contains("CHF", "EUR"))
        .body("totals.amount", contains(2_000, 1_050));
    show().body("items.quantity", contains(3, 1));
  }

  @Test
  void aQuantityIsSetWhateverItWas() {
    ProductId product = mall.shelf().newProduct(5);

    set(product, 7).statusCode(200).body("items.quantity", contains(7));
    set(product, 2).statusCode(200).body("items.quantity", contains(2));
    set(product, 2).statusCode(200).body("items.quantity", contains(2));
    add(product, 3).statusCode(200).body("items.quantity", contains(5));
  }

  @Test
  void removingIsTheSameWhetherItWasThereOrNot() {
    ProductId product = mall.shelf().newProduct(5);
    ProductId other = mall.shelf().newProduct(5);
    add(product, 1);
    add(other, 1);

    remove(product).statusCode(200).body("items.productId", contains(other.text()));
    remove(product).statusCode(200).body("items.productId", contains(other.text()));
  }

  @Test
  void whatIsNotForSaleAnyMoreStaysInTheCartButCannotBeAdded() {
    ProductId product = mall.shelf().newProduct(5);
    add(product, 1);
    withdraw(product);

    add(product, 1).spec(refused(409, "cart/product-withdrawn"));
    set(product, 2).spec(refused(409, "cart/product-withdrawn"));
    show()
        .body("items.forSale", contains(false))
        .body("items.quantity", contains(1))
        .body("totals", empty());
    remove(product).statusCode(200).body("items", empty());
  }

  @Test
  void whatTheCatalogDoesNotKnowCannotBeAdded() {
    ProductId unknown = new ProductId(mall.bean(Ids.class).next(new Slot(5)));

    add(unknown, 1).spec(refused(404, "catalog/product-absent"));
    set(unknown, 1).spec(refused(404, "catalog/product-absent"));
    show().body("items", empty());
  }

  @Test
  void aLineHasAnUpperBound() {
    ProductId product = mall.shelf().newProduct(5);
    add(product, 600);

    add(product, 400).spec(refused(409, "cart/too-many", "quantity"));
    show().body("items.quantity", contains(600));
    add(product, 399).statusCode(200).body("items.quantity", contains(999));
    add(product, 1).spec(refused(409, "cart/too-many", "quantity"));
    set(product, 1).statusCode(200);
  }

  @Test
  void aCartHasAnUpperBound() {
    Stuffing.fill(mall, shopper, Carts.MAX_LINES);
    ProductId oneMore = mall.shelf().newProduct(5);

    add(oneMore, 1).spec(refused(409, "cart/full"));
    set(oneMore, 1).spec(refused(409, "cart/full"));

    List<CartLine> lines = carts.lines(shopper.userId());
    assertThat(lines).hasSize(Carts.MAX_LINES);
    carts.remove(shopper.userId(), lines.getFirst().productId());
    add(oneMore, 1).statusCode(200).body("items", hasSize(Carts.MAX_LINES));
    add(oneMore, 1).statusCode(200);
  }

  @Test
  void aCartIsNobodyElses() {
    ProductId product = mall.shelf().newProduct(5);
    add(product, 1);
    Shopper other = mall.newShopper();

    other.request().get("/api/cart").then().statusCode(200).body("items", empty());
    other.request().delete("/api/cart/items/" + product).then().statusCode(200);
    show().body("items", hasSize(1));
  }

  @Test
  void whoIsNotLoggedInHasNoCart() {
    Map<String, Object> line = Map.of("productId", "7", "quantity", 1);
    List<Response> answers =
        List.of(
            mall.anonymous().get("/api/cart"),
            mall.anonymous().body(line).post("/api/cart/items"),
            mall.anonymous().body(Map.of("quantity", 1)).put("/api/cart/items/7"),
            mall.anonymous().delete("/api/cart/items/7"));
    answers.forEach(each -> each.then().spec(refused(401, "security/not-logged-in")));
  }

  @Test
  void whatWasOrderedLeavesTheCartAndTheRestStays() {
    ProductId first = mall.shelf().newProduct(5);
    ProductId second = mall.shelf().newProduct(5);
    ProductId third = mall.shelf().newProduct(5);
    add(first, 1);
    add(second, 1);
    add(third, 1);

    carts.removeAll(shopper.userId(), List.of(first, third, new ProductId(7)));
    carts.removeAll(shopper.userId(), List.of());

    assertThat(carts.lines(shopper.userId()))
        .extracting(CartLine::productId)
        .containsExactly(second);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"quantity":0}                    | request/invalid-fields
          {"quantity":-1}                   | request/invalid-fields
          {"quantity":1000}                 | request/invalid-fields
          {"quantity":2147483647}           | request/invalid-fields
          {"quantity":1e30}                 | request/wrong-type
          {"quantity":1.5}                  | request/wrong-type
          {"quantity":"1"}                  | request/wrong-type
          {"quantity":null}                 | request/invalid-fields
          {}                                | request/invalid-fields
          {"quantity":1,"price":1}          | request/unknown-field
          [1]                               | request/wrong-type
          {"quantity":1                     | request/malformed-json
          """)
  void aQuantityThatIsNoneChangesNothing(String body, String code) {
    ProductId product = mall.shelf().newProduct(5);
    add(product, 3);

    shopper.request().body(body).put("/api/cart/items/" + product).then().spec(refused(400, code));
    if (body.startsWith("{\"")) {
      shopper
          .request()
          .body(body.replaceFirst("\\{", "{\"productId\":\"" + product + "\","))
          .post("/api/cart/items")
          .then()
          .spec(refused(400, code));
    }
    show().body("items.quantity", contains(3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "abc", "1.5", "9223372036854775808", "💥"})
  void anIdThatIsNoneIsRefused(String id) {
    shopper
        .request()
        .body(Map.of("quantity", 1))
        .put("/api/cart/items/" + id)
        .then()
        .spec(refused(400, "request/wrong-type"));
    shopper
        .request()
        .delete("/api/cart/items/" + id)
        .then()
        .spec(refused(400, "request/wrong-type"));
    shopper
        .request()
        .body(Map.of("quantity", 1, "productId", id))
        .post("/api/cart/items")
        .then()
        .spec(refused(400, "request/wrong-type", "productId"));
  }

  @Test
  void theProductMustBeNamedByAString() {
    shopper
        .request()
        .body("{\"productId\":7,\"quantity\":1}")
        .post("/api/cart/items")
        .then()
        .spec(refused(400, "request/wrong-type", "productId"));
    shopper
        .request()
        .body("{\"quantity\":1}")
        .post("/api/cart/items")
        .then()
        .spec(refused(400, "request/invalid-fields", "productId"));
  }

  @Test
  void everyStatementStaysInTheUsersGroup() {
    CategoryId category = mall.shelf().newCategory();
    // As far from the user as can be: the product's slot must not matter.
    Slot far = new Slot((shopper.userId().slot() + 512) & 1023);
    ProductId product = mall.shelf().newProduct(category, 5, Money.of(1, "EUR"), far);
    int group = Slot.ofId(shopper.userId().value()).group().number();
    try (RouteLog log = RouteLog.record()) {
      add(product, 1);
      add(product, 1);
      set(product, 5);
      remove(product);
      set(product, 5);
      carts.removeAll(shopper.userId(), List.of(product));
      show();

      List<RoutedStatement> statements =
          log.statements().stream()
              .filter(each -> each.name() != null && each.name().startsWith("cart."))
              .toList();
      assertThat(statements)
          .hasSizeGreaterThan(12)
          .allMatch(RoutedStatement::singleShard)
          .allMatch(RoutedStatement::primary)
          .extracting(RoutedStatement::nodes)
          .containsOnly(Set.of((group < 8 ? "ds_0" : "ds_1") + ".cart_items_" + group));
    }
  }

  @Test
  void addingToALineTakesTwoStatements() {
    ProductId product = mall.shelf().newProduct(5);
    add(product, 1);
    try (RouteLog log = RouteLog.record()) {
      add(product, 1);

      assertThat(log.statements())
          .extracting(RoutedStatement::name)
          .containsSubsequence("cart.increase", "cart.lines")
          .doesNotContain("cart.lock", "cart.insertOrIncrease");
    }
  }

  private void withdraw(ProductId product) {
    mall.admin()
        .header("If-Match", "\"1\"")
        .body(Map.of("status", "WITHDRAWN"))
        .patch("/api/products/" + product)
        .then()
        .statusCode(200);
  }

  private ValidatableResponse show() {
    return shopper.request().get("/api/cart").then();
  }

  private ValidatableResponse add(ProductId product, int quantity) {
    Map<String, Object> line = Map.of("productId", product.text(), "quantity", quantity);
    return shopper.request().body(line).post("/api/cart/items").then();
  }

  private ValidatableResponse set(ProductId product, int quantity) {
    return shopper
        .request()
        .body(Map.of("quantity", quantity))
        .put("/api/cart/items/" + product)
        .then();
  }

  private ValidatableResponse remove(ProductId product) {
    return shopper.request().delete("/api/cart/items/" + product).then();
  }
}
