package io.mall.app.catalog;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One product over HTTP: read, created, changed. */
@MallTest
class ProductTest {

  private final Mall mall;
  private final Goods goods;

  ProductTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
  }

  @Test
  void anAdministratorCreatesAProductAndEverybodyReadsIt() {
    Response created = mall.admin().body(goods.entry("Blue lamp")).post("/api/products");
    created.then().statusCode(201).header("ETag", "\"1\"");
    String location = created.header("Location");
    assertThat(location).isEqualTo("/api/products/" + created.path("productId"));
    Response read = mall.anonymous().get(location);
    read.then()
        .statusCode(200)
        .header("ETag", "\"1\"")
        .header("Cache-Control", "no-cache")
        .body("categoryId", equalTo(goods.category.text()))
        .body("title", equalTo("Blue lamp"))
        .body("description", equalTo(""))
        .body("price.amount", equalTo(1250))
        .body("price.currency", equalTo("EUR"))
        .body("status", equalTo("ACTIVE"))
        .body("version", equalTo(1));
    assertThat(read.asString()).isEqualTo(created.asString());
  }

  @Test
  void aProductKeepsEveryCharacterUpToTheColumnsLength() {
    Map<String, Object> entry = goods.entry("😀".repeat(200));
    entry.put("description", "𝄞 ñ\n\t".repeat(2000));
    entry.put("price", Map.of("amount", 1_000_000_000_000_000L, "currency", "JPY"));
    entry.put("status", "WITHDRAWN");
    Response created = mall.admin().body(entry).post("/api/products");
    created.then().statusCode(201);
    mall.anonymous()
        .get(created.header("Location"))
        .then()
        .statusCode(200)
        .body("title", equalTo(entry.get("title")))
        .body("description", equalTo(entry.get("description")))
        .body("price.amount", equalTo(1_000_000_000_000_000L))
        .body("status", equalTo("WITHDRAWN"));
  }

  @Test
  void aProductTheClientHasIsNotSentAgain() {
    String path = "/api/products/" + goods.create("Red lamp");
    mall.anonymous()
        .header("If-None-Match", "\"7\", W/\"1\"")
        .get(path)
        .then()
        .statusCode(304)
        .header("ETag", "\"1\"")
        .body(emptyOrNullString());
    mall.anonymous().header("If-None-Match", "\"2\"").get(path).then().statusCode(200);
    mall.anonymous().head(path).then().statusCode(200).header("ETag", "\"1\"");
  }

  @Test
  void anUnknownProductIsAbsent() {
    mall.anonymous()
        .get("/api/products/9007199254740993")
        .then()
        .spec(refused(404, "catalog/product-absent"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.0", "9223372036854775808", "😀", "1%00"})
  void anIdThatIsNoneIsRefused(String id) {
    Response answer = mall.anonymous().urlEncodingEnabled(false).get("/api/products/" + id);
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
  }

  @Test
  void aChangeTouchesOnlyTheFieldsGiven() {
    String path = "/api/products/" + goods.create("Lamp");
    Response changed = patch(path, "\"1\"", Map.of("title", "Green lamp"));
    changed
        .then()
        .statusCode(200)
        .header("ETag", "\"2\"")
        .body("title", equalTo("Green lamp"))
        .body("price.amount", equalTo(1250))
        .body("version", equalTo(2));
    patch(path, "\"2\"", Map.of("price", Map.of("amount", 5)))
        .then()
        .statusCode(200)
        .body("price.amount", equalTo(5))
        .body("price.currency", equalTo("EUR"))
        .body("title", equalTo("Green lamp"));
    Map<String, Object> withNull = new HashMap<>();
    withNull.put("title", null);
    withNull.put("description", "Bright.");
    patch(path, "\"3\"", withNull)
        .then()
        .statusCode(200)
        .body("title", equalTo("Green lamp"))
        .body("description", equalTo("Bright."));
    mall.anonymous().get(path).then().header("ETag", "\"4\"").body("version", equalTo(4));
  }

  @Test
  void aMergePatchIsUnderstoodByItsMediaType() {
    String path = "/api/products/" + goods.create("Lamp");
    mall.admin()
        .contentType("application/merge-patch+json")
        .header("If-Match", "\"1\"")
        .body("{\"title\":\"Merged\"}")
        .patch(path)
        .then()
        .statusCode(200)
        .body("title", equalTo("Merged"));
  }

  @Test
  void aChangeThatChangesNothingIsNoNewVersion() {
    String path = "/api/products/" + goods.create("Lamp");
    patch(path, "\"1\"", Map.of()).then().statusCode(200).header("ETag", "\"1\"");
    patch(path, "\"1\"", Map.of("title", "Lamp")).then().statusCode(200).header("ETag", "\"1\"");
  }

  @Test
  void aProductIsWithdrawnAndBroughtBack() {
    String path = "/api/products/" + goods.create("Lamp");
    patch(path, "\"1\"", Map.of("status", "WITHDRAWN")).then().statusCode(200);
    mall.anonymous().get(path).then().statusCode(200).body("status", equalTo("WITHDRAWN"));
    patch(path, "\"2\"", Map.of("status", "ACTIVE")).then().statusCode(200);
    mall.anonymous().get(path).then().body("status", equalTo("ACTIVE"));
  }

  @Test
  void aChangeNamesTheVersionItIsBasedOn() {
    String path = "/api/products/" + goods.create("Lamp");
    Map<String, Object> change = Map.of("title", "Changed");
    mall.admin().body(change).patch(path).then().spec(refused(428, "request/version-required"));
    patch(path, "*", change).then().spec(refused(400, "request/invalid-header"));
    patch(path, "\"0\"", change).then().spec(refused(412, "request/version-changed"));
    patch(path, "\"2\"", change).then().spec(refused(412, "request/version-changed"));
    patch(path, "\"1\"", change).then().statusCode(200);
    patch(path, "\"1\"", change).then().spec(refused(412, "request/version-changed"));
    patch("/api/products/4711", "\"1\"", change)
        .then()
        .spec(refused(404, "catalog/product-absent"));
  }

  @Test
  void ofManyConcurrentChangesOfOneVersionExactlyOneWins() throws Exception {
    String path = "/api/products/" + goods.create("Lamp");
    List<Future<Integer>> answers = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        Map<String, Object> change = Map.of("title", "Lamp " + i);
        answers.add(threads.submit(() -> patch(path, "\"1\"", change).statusCode()));
      }
    }
    List<Integer> statuses = new ArrayList<>();
    for (Future<Integer> answer : answers) {
      statuses.add(answer.get());
    }
    assertThat(statuses).containsOnlyOnce(200).containsOnly(200, 412);
    mall.anonymous().get(path).then().body("version", equalTo(2));
  }

  @Test
  void onlyAdministratorsChangeProducts() {
    String path = "/api/products/" + goods.create("Lamp");
    mall.anonymous()
        .body(goods.entry("Lamp"))
        .post("/api/products")
        .then()
        .spec(refused(401, "security/not-logged-in"));
    var shopper = mall.newShopper();
    shopper
        .request()
        .body(goods.entry("Lamp"))
        .post("/api/products")
        .then()
        .spec(refused(403, "security/not-allowed"));
    shopper
        .request()
        .header("If-Match", "\"1\"")
        .body(Map.of("title", "Mine"))
        .patch(path)
        .then()
        .spec(refused(403, "security/not-allowed"));
    shopper
        .request()
        .body(Map.of("items", List.of()))
        .post("/api/products/batch")
        .then()
        .spec(refused(403, "security/not-allowed"));
    mall.anonymous().get(path).then().body("title", equalTo("Lamp"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          title       | null                                 | request/invalid-fields | title
          title       | ""                                   | request/invalid-fields | title
          title       | "  "                                 | request/invalid-fields | title
          title       | "a\\nb"                              | request/invalid-fields | title
          title       | "\\ud800"                            | request/invalid-fields | title
          title       | 7                                    | request/wrong-type     | title
          title       | ["a"]                                | request/wrong-type     | title
          description | "\\u0000"                            | request/invalid-fields | description
          description | {}                                   | request/wrong-type     | description
          categoryId  | null                                 | request/invalid-fields | categoryId
          categoryId  | 7                                    | request/wrong-type     | categoryId
          categoryId  | "x"                                  | request/wrong-type     | categoryId
          categoryId  | "4711"                               | catalog/unknown-category | categoryId
          status      | "SOLD"                               | request/wrong-type     | status
          status      | 0                                    | request/wrong-type     | status
          price       | null                                 | request/invalid-fields | price
          price       | 5                                    | request/wrong-type     | price
          price       | {}                                   | request/invalid-fields | price.amount
          price       | {"amount":1}                         | request/invalid-fields | price.currency
          price       | {"currency":"EUR"}                   | request/invalid-fields | price.amount
          price       | {"amount":-1,"currency":"EUR"}       | request/invalid-fields | price.amount
          price       | {"amount":1000000000000001,"currency":"EUR"} | request/invalid-fields | price.amount
          price       | {"amount":99999999999999999999,"currency":"EUR"} | request/wrong-type | price.amount
          price       | {"amount":1.5,"currency":"EUR"}      | request/wrong-type     | price.amount
          price       | {"amount":"1","currency":"EUR"}      | request/wrong-type     | price.amount
          price       | {"amount":1,"currency":"EURO"}       | request/wrong-type     | price.currency
          price       | {"amount":1,"currency":"eur"}        | request/wrong-type     | price.currency
          price       | {"amount":1,"currency":"XXX"}        | request/wrong-type     | price
          price       | {"amount":1,"currency":"EUR","vat":1} | request/unknown-field | price.vat
          colour      | "blue"                               | request/unknown-field  | colour
          version     | 7                                    | request/unknown-field  | version
          """)
  void aFieldThatIsNotValidIsNamed(String field, String json, String code, String named) {
    String body =
        """
        {"categoryId":"%s","title":"Lamp","price":{"amount":1,"currency":"EUR"}}"""
            .formatted(goods.category);
    mall.admin()
        .body(with(body, field, json))
        .post("/api/products")
        .then()
        .spec(refused(400, code, named));
  }

  @Test
  void textThatIsTooLongIsRefused() {
    Map<String, Object> entry = goods.entry("😀".repeat(201));
    mall.admin()
        .body(entry)
        .post("/api/products")
        .then()
        .spec(refused(400, "request/invalid-fields", "title"));
    entry = goods.entry("Lamp");
    entry.put("description", "x".repeat(10_001));
    mall.admin()
        .body(entry)
        .post("/api/products")
        .then()
        .spec(refused(400, "request/invalid-fields", "description"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"title":""}                     | request/invalid-fields   | title
          {"title":1}                      | request/wrong-type       | title
          {"price":{"amount":-1}}          | request/invalid-fields   | price.amount
          {"price":{"currency":"E"}}       | request/wrong-type       | price.currency
          {"price":{"currency":"XAU"}}     | request/wrong-type       | price
          {"status":"active"}              | request/wrong-type       | status
          {"categoryId":"4711"}            | catalog/unknown-category | categoryId
          {"productId":"4711"}             | request/unknown-field    | productId
          """)
  void aChangeThatIsNotValidNamesItsField(String body, String code, String named) {
    String path = "/api/products/" + goods.create("Lamp");
    mall.admin()
        .header("If-Match", "\"1\"")
        .body(body)
        .patch(path)
        .then()
        .spec(refused(400, code, named));
    mall.anonymous().get(path).then().header("ETag", "\"1\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "null", "[]", "\"x\"", "{", "{\"title\":\"a\",\"title\":\"b\"}", "{}{}"})
  void aBodyThatIsNoObjectIsRefused(String body) {
    String path = "/api/products/" + goods.create("Lamp");
    Response answer = mall.admin().header("If-Match", "\"1\"").body(body).patch(path);
    assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(400);
    assertThat(answer.contentType()).isEqualTo("application/problem+json");
    assertThat(mall.admin().body(body).post("/api/products").statusCode()).isEqualTo(400);
  }

  @Test
  void aBodyOfAnotherMediaTypeIsRefused() {
    mall.admin()
        .contentType(ContentType.TEXT)
        .body("x")
        .post("/api/products")
        .then()
        .spec(refused(415, "request/unsupported-media-type"));
  }

  private Response patch(String path, @Nullable String tag, Map<String, Object> change) {
    return mall.admin().header("If-Match", tag).body(change).patch(path);
  }

  /** The object with one member replaced or added. */
  private static String with(String object, String field, String json) {
    List<String> members = new ArrayList<>();
    for (String member :
        object.substring(1, object.length() - 1).split(",(?=\"(?!currency))", -1)) {
      if (!member.startsWith('"' + field + '"')) {
        members.add(member);
      }
    }
    members.add('"' + field + "\":" + json);
    return "{" + String.join(",", members) + "}";
  }
}
