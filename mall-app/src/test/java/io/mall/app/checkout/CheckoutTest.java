package io.mall.app.checkout;

import static io.mall.app.checkout.Buyer.line;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.startsWith;

import io.mall.app.kernel.Money;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Orders are placed whole or refused whole. */
@MallTest
@Tag("engine")
class CheckoutTest {

  private final Mall mall;
  private final Warehouse warehouse;

  CheckoutTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
  }

  @Test
  void anOrderIsPlacedItsStockSoldAndItsPricesFrozen() {
    Buyer buyer = new Buyer(mall);
    ProductId book = warehouse.product(10, Money.of(1_250, "CHF"));
    ProductId pen = warehouse.product(10, Money.of(300, "CHF"));

    Response placed = buyer.place(buyer.order(line(book, 2), line(pen, 3)));

    placed
        .then()
        .statusCode(201)
        .header("Location", "/api/orders/" + placed.path("orderNo"))
        .body("status", equalTo("PLACED"))
        .body("total.amount", equalTo(3_400))
        .body("total.currency", equalTo("CHF"))
        .body("items.productId", contains(book.text(), pen.text()))
        .body("items.quantity", contains(2, 3))
        .body("items.unitPrice.amount", contains(1_250, 300))
        .body("items[0].title", equalTo("Product " + book))
        .body("shipTo.recipient", equalTo("Zoë Müller"));
    buyer
        .request()
        .get(placed.header("Location"))
        .then()
        .statusCode(200)
        .body("", equalTo(placed.jsonPath().getMap("")));
    warehouse.awaitStock(book, 8, 0, 2);
    warehouse.awaitStock(pen, 7, 0, 3);
  }

  @Test
  void twoLinesOfOneProductAreOneDemandOnItsStock() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(3);

    buyer
        .place(buyer.order(line(product, 2), line(product, 2)))
        .then()
        .statusCode(409)
        .body("code", equalTo("checkout/insufficient-stock"));
    buyer
        .place(buyer.order(line(product, 2), line(product, 1)))
        .then()
        .statusCode(201)
        .body("items", hasSize(1))
        .body("items[0].quantity", equalTo(3));

    warehouse.awaitStock(product, 0, 0, 3);
  }

  @Test
  void theCartIsOrderedAndEmptied() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(5);
    Map<String, ?> fromCart = Map.of("fromCart", true, "addressId", buyer.address());
    buyer.place(fromCart).then().statusCode(409).body("code", equalTo("checkout/cart-empty"));
    buyer
        .request()
        .body(Map.of("quantity", 2))
        .put("/api/cart/items/{productId}", product.text())
        .then()
        .statusCode(200);

    String key = UUID.randomUUID().toString();
    Response placed = buyer.place(key, fromCart);

    placed.then().statusCode(201).body("items.quantity", contains(2));
    buyer.request().get("/api/cart").then().statusCode(200).body("items", hasSize(0));
    buyer
        .place(key, fromCart)
        .then()
        .statusCode(201)
        .header("Idempotent-Replay", "true")
        .body("orderNo", equalTo(placed.path("orderNo")));
  }

  @Test
  void everyProductThatIsShortIsNamedAndNothingIsReserved() {
    Buyer buyer = new Buyer(mall);
    ProductId plenty = warehouse.product(100);
    ProductId few = warehouse.product(1);
    ProductId none = warehouse.product(0);

    buyer
        .place(buyer.order(line(none, 1), line(plenty, 5), line(few, 2)))
        .then()
        .statusCode(409)
        .body("code", equalTo("checkout/insufficient-stock"))
        .body("errors", hasSize(2))
        .body("detail", startsWith("Not enough left of product"));

    warehouse.awaitStock(plenty, 100, 0, 0);
    warehouse.awaitStock(few, 1, 0, 0);
    assertThat(warehouse.states(few)).as("a clean refusal leaves no mark").isEmpty();
    assertThat(warehouse.states(none)).isEmpty();
  }

  @Test
  void aRepeatedRequestGetsTheSameBytesAndAnotherBodyIsRefused() {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(10);
    String key = UUID.randomUUID().toString();
    Map<String, ?> body = buyer.order(line(product, 1));

    Response first = buyer.place(key, body);
    Response again = buyer.place(key, body);

    first.then().statusCode(201);
    again
        .then()
        .statusCode(201)
        .header("Idempotent-Replay", "true")
        .header("Location", first.header("Location"));
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    buyer
        .place(key, buyer.order(line(product, 2)))
        .then()
        .statusCode(422)
        .body("code", equalTo("idempotency/key-reused"));
    warehouse.awaitStock(product, 9, 0, 1);
  }

  @Test
  void ofRacingRequestsWithOneKeyOnePlacesTheOrderAndTheOthersAreToldToWait() throws Exception {
    Buyer buyer = new Buyer(mall);
    ProductId product = warehouse.product(100);
    String key = UUID.randomUUID().toString();
    Map<String, ?> body = buyer.order(line(product, 1));

    List<Response> answers = atOnce(8, () -> buyer.place(key, body));

    List<Response> others = answers.stream().filter(each -> each.statusCode() != 201).toList();
    others.forEach(
        answer ->
            answer
                .then()
                .statusCode(409)
                .header("Retry-After", "1")
                .body("code", equalTo("idempotency/in-progress")));
    byte[] placed = buyer.place(key, body).then().statusCode(201).extract().asByteArray();
    assertThat(answers.stream().filter(each -> each.statusCode() == 201))
        .isNotEmpty()
        .allSatisfy(each -> assertThat(each.asByteArray()).isEqualTo(placed));
    warehouse.awaitStock(product, 99, 0, 1);
  }

  @Test
  void theSameKeyOfAnotherUserIsAnotherOrder() {
    ProductId product = warehouse.product(10);
    String key = UUID.randomUUID().toString();
    for (Buyer buyer : List.of(new Buyer(mall), new Buyer(mall))) {
      buyer
          .place(key, buyer.order(line(product, 1)))
          .then()
          .statusCode(201)
          .header("Idempotent-Replay", (String) null);
    }
    warehouse.awaitStock(product, 8, 0, 2);
  }

  @Test
  void theLastPiecesGoToExactlyAsManyAsThereAre() throws Exception {
    ProductId product = warehouse.product(5);
    Buyer buyer = new Buyer(mall);

    List<Response> answers = atOnce(12, () -> buyer.place(buyer.order(line(product, 1))));

    assertThat(answers.stream().filter(answer -> answer.statusCode() == 201)).hasSize(5);
    assertThat(answers.stream().filter(answer -> answer.statusCode() == 409)).hasSize(7);
    warehouse.awaitStock(product, 0, 0, 5);
  }

  private static <T> List<T> atOnce(int clients, Callable<T> action) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<T>> started =
          IntStream.range(0, clients).mapToObj(i -> executor.submit(action)).toList();
      List<T> done = new java.util.ArrayList<>();
      for (Future<T> each : started) {
        done.add(each.get());
      }
      return done;
    }
  }
}
