package io.mall.app.catalog;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.nullValue;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists of products over HTTP: filters, orders, pages. */
@MallTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductListTest {

  private static final int PRODUCTS = 23;

  private final Mall mall;
  private final Goods goods;

  /** In the order of creation; prices 100, 110, 120, 100 … and every fifth withdrawn. */
  private final List<Item> items = new ArrayList<>();

  ProductListTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
  }

  private record Item(String id, int number, long price, boolean withdrawn) {}

  @BeforeAll
  void putProductsOnSale() {
    for (int i = 0; i < PRODUCTS; i++) {
      long price = 100L + 10L * (i % 3);
      Map<String, Object> entry = goods.entry("Product " + i, price);
      entry.put("status", i % 5 == 0 ? "WITHDRAWN" : "ACTIVE");
      Response created = mall.admin().body(entry).post("/api/products");
      created.then().statusCode(201);
      items.add(new Item(created.path("productId"), i, price, i % 5 == 0));
    }
    Mall.cluster().awaitReplicas();
  }

  @Test
  void theNewestComeFirstAndWithdrawnOnesNotAtAll() {
    assertThat(walk(4, Map.of()))
        .isEqualTo(expected(Comparator.comparingInt(Item::number).reversed()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 17, 18, 100})
  void pagesOfAnySizeHoldEachProductOnce(int limit) {
    List<String> newest = expected(Comparator.comparingInt(Item::number).reversed());
    assertThat(walk(limit, Map.of("sort", "newest"))).isEqualTo(newest);
    // Ties are broken by id: up with the price, down with the price.
    assertThat(walk(limit, Map.of("sort", "price")))
        .isEqualTo(expected(byPrice().thenComparingInt(Item::number)));
    assertThat(walk(limit, Map.of("sort", "-price")))
        .isEqualTo(expected(byPrice().thenComparingInt(Item::number).reversed()));
  }

  @ParameterizedTest
  @CsvSource({"100,100", "100,110", "101,119", "120,", ",100", "0,1000000000000000", "111,119"})
  void pricesAreBoundedInclusively(String minimum, String maximum) {
    Map<String, Object> filter = new HashMap<>();
    filter.put("minPrice", minimum == null ? "" : minimum);
    filter.put("maxPrice", maximum == null ? "" : maximum);
    long from = minimum == null ? 0 : Long.parseLong(minimum);
    long to = maximum == null ? Long.MAX_VALUE : Long.parseLong(maximum);
    for (String sort : List.of("newest", "price", "-price")) {
      filter.put("sort", sort);
      assertThat(walk(3, filter))
          .containsExactlyInAnyOrderElementsOf(
              items.stream()
                  .filter(item -> !item.withdrawn() && item.price() >= from && item.price() <= to)
                  .map(Item::id)
                  .toList());
    }
  }

  @Test
  void withdrawnProductsAreListedWhenAskedFor() {
    assertThat(walk(2, Map.of("status", "WITHDRAWN")))
        .isEqualTo(items.reversed().stream().filter(Item::withdrawn).map(Item::id).toList());
  }

  @Test
  void withoutACategoryTheNewestOfAllComeFirst() {
    List<String> all = new ArrayList<>();
    String cursor = "";
    while (all.size() < PRODUCTS) {
      Response page = mall.anonymous().queryParam("cursor", cursor).get("/api/products?limit=7");
      page.then().statusCode(200);
      all.addAll(page.path("items.productId"));
      cursor = page.path("nextCursor");
    }
    assertThat(all).containsSubsequence(expected(Comparator.comparingInt(Item::number).reversed()));
  }

  @Test
  void aProductThatComesDuringTheWalkDoesNotDisturbIt() {
    Goods others = new Goods(mall);
    String first = others.create("First");
    String second = others.create("Second");
    Mall.cluster().awaitReplicas();
    String list = "/api/products?limit=1&category=" + others.category;
    Response page = mall.anonymous().get(list);
    assertThat(page.<List<String>>path("items.productId")).containsExactly(second);
    others.create("Third");
    Mall.cluster().awaitReplicas();
    Response next =
        mall.anonymous().queryParam("cursor", page.<String>path("nextCursor")).get(list);
    assertThat(next.<List<String>>path("items.productId")).containsExactly(first);
  }

  @Test
  void nothingThatFitsIsAnEmptyPage() {
    mall.anonymous()
        .get("/api/products?category=4711")
        .then()
        .statusCode(200)
        .body("items", empty())
        .body("nextCursor", nullValue());
  }

  @Test
  void aCursorBelongsToItsFilterAndOrder() {
    String list = "/api/products?limit=2&category=" + goods.category;
    String cursor = mall.anonymous().get(list).path("nextCursor");
    for (String other :
        List.of(
            list + "&sort=price",
            list + "&status=WITHDRAWN",
            list + "&minPrice=1",
            list + "&q=product",
            "/api/products?limit=2")) {
      mall.anonymous()
          .queryParam("cursor", cursor)
          .get(other)
          .then()
          .spec(refused(400, "page/broken-cursor", "cursor"));
    }
    String sameListOtherSize = "/api/products?limit=9&category=" + goods.category;
    mall.anonymous().queryParam("cursor", cursor).get(sameListOtherSize).then().statusCode(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "status=SOLD",
        "status=active",
        "status=ACTIVE&status=WITHDRAWN",
        "minPrice=-1",
        "minPrice=1.5",
        "minPrice=1000000000000001",
        "minPrice=99999999999999999999999",
        "maxPrice=x",
        "minPrice=2&maxPrice=1",
        "category=lamps",
        "category=0",
        "category=9223372036854775808",
        "sort=oldest",
        "sort=price,newest",
        "limit=0",
        "limit=101",
        "limit=-1",
        "limit=many",
        "limit=99999999999999999999",
        "cursor=x",
        "cursor=AAAA",
        "cursor=%00",
        "cursor=%F0%9F%98%80"
      })
  void aParameterThatIsNotValidIsRefused(String parameters) {
    Response answer = mall.anonymous().urlEncodingEnabled(false).get("/api/products?" + parameters);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(answer.<List<String>>path("errors.field"))
        .allMatch(field -> parameters.contains(field + "="));
  }

  @Test
  void aParameterThatIsNoUtf8IsRefused() {
    mall.anonymous()
        .urlEncodingEnabled(false)
        .get("/api/products?q=%C3%28")
        .then()
        .spec(refused(400, "request/unreadable"));
  }

  @Test
  void allThatIsWrongIsNamedAtOnce() {
    Response answer = mall.anonymous().get("/api/products?sort=x&minPrice=y&status=z&limit=a");
    answer.then().spec(refused(400, "request/invalid-fields"));
    assertThat(answer.<List<String>>path("errors.field"))
        .containsExactlyInAnyOrder("sort", "minPrice", "status", "limit");
  }

  private static Comparator<Item> byPrice() {
    return Comparator.comparingLong(Item::price);
  }

  private List<String> expected(Comparator<Item> order) {
    return items.stream().filter(item -> !item.withdrawn()).sorted(order).map(Item::id).toList();
  }

  /** All pages of a list of this test's category. */
  private List<String> walk(int limit, Map<String, Object> filter) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      Response page =
          mall.anonymous()
              .queryParams(filter)
              .queryParam("category", goods.category.text())
              .queryParam("limit", limit)
              .queryParam("cursor", cursor)
              .get("/api/products");
      page.then().statusCode(200);
      List<String> some = page.path("items.productId");
      assertThat(some).hasSizeLessThanOrEqualTo(limit);
      ids.addAll(some);
      cursor = page.path("nextCursor");
      assertThat(ids).hasSizeLessThanOrEqualTo(PRODUCTS);
    }
    return ids;
  }
}
