package io.mall.app.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lists of orders: newest first, page by page, by status and time. */
@MallTest
class OrderListTest {

  private final Mall mall;
  private final Buyer buyer;
  private final List<String> newestFirst = new ArrayList<>();

  OrderListTest(Mall mall) {
    this.mall = mall;
    this.buyer = new Buyer(mall);
    ProductId product = new Warehouse(mall).product(100);
    for (int i = 0; i < 5; i++) {
      newestFirst.addFirst(buyer.placed(product, 1).text());
    }
  }

  @Test
  void allOrdersPageByPage() {
    assertThat(pages(Map.of("limit", 2))).containsExactlyElementsOf(newestFirst);
    assertThat(pages(Map.of())).containsExactlyElementsOf(newestFirst);
  }

  @Test
  void ordersOfOneStatusPageByPage() {
    buyer.cancel(OrderNo.of(newestFirst.get(1))).then().statusCode(200);
    buyer.cancel(OrderNo.of(newestFirst.get(3))).then().statusCode(200);

    assertThat(pages(Map.of("status", "PLACED", "limit", 1)))
        .containsExactly(newestFirst.get(0), newestFirst.get(2), newestFirst.get(4));
    assertThat(pages(Map.of("status", "CANCELLED", "limit", 1)))
        .containsExactly(newestFirst.get(1), newestFirst.get(3));
    assertThat(pages(Map.of("status", "PAID"))).isEmpty();
  }

  @Test
  void ordersOfATime() {
    String from = buyer.get(OrderNo.of(newestFirst.get(3))).path("createdAt");
    String to = buyer.get(OrderNo.of(newestFirst.get(1))).path("createdAt");

    List<String> within = List.of(newestFirst.get(2), newestFirst.get(3));
    assertThat(pages(Map.of("from", from, "to", to, "limit", 1))).containsExactlyElementsOf(within);
    assertThat(pages(Map.of("from", from, "to", to, "status", "PLACED", "limit", 1)))
        .containsExactlyElementsOf(within);
    assertThat(pages(Map.of("from", "+200000-01-01T00:00:00Z"))).isEmpty();
    assertThat(pages(Map.of("to", "-200000-01-01T00:00:00Z"))).isEmpty();
  }

  @Test
  void anotherUsersListIsEmpty() {
    new Buyer(mall)
        .request()
        .get("/api/orders")
        .then()
        .statusCode(200)
        .body("items.size()", equalTo(0));
  }

  @Test
  void whatCannotBeListedIsRefused() {
    refused("/api/orders?limit=0", "page/limit-out-of-range");
    refused("/api/orders?limit=101", "page/limit-out-of-range");
    refused("/api/orders?limit=many", "request/invalid-fields");
    refused("/api/orders?cursor=nonsense", "page/broken-cursor");
    refused("/api/orders?status=ABORTED", "request/invalid-fields");
    refused("/api/orders?status=placed", "request/invalid-fields");
    refused("/api/orders?from=yesterday", "request/invalid-fields");
    String cursor = page(Map.of("limit", 2), null).path("nextCursor");
    refused("/api/orders?status=PLACED&cursor=" + cursor, "page/broken-cursor");
  }

  private void refused(String path, String code) {
    buyer.request().get(path).then().statusCode(400).body("code", equalTo(code));
  }

  private List<String> pages(Map<String, ?> query) {
    List<String> numbers = new ArrayList<>();
    String cursor = null;
    do {
      Response page = page(query, cursor);
      numbers.addAll(page.path("items.orderNo"));
      cursor = page.path("nextCursor");
    } while (cursor != null);
    return numbers;
  }

  private Response page(Map<String, ?> query, @Nullable String cursor) {
    var request = buyer.request().queryParams(query);
    if (cursor != null) {
      request.queryParam("cursor", cursor);
    }
    Response page = request.get("/api/orders");
    page.then().statusCode(200);
    return page;
  }
}
