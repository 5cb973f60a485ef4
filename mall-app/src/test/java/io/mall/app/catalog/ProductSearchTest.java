package io.mall.app.catalog;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.hasSize;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Products found by words, whatever is typed. */
@MallTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductSearchTest {

  private final Mall mall;
  private final Goods goods;

  ProductSearchTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
  }

  @BeforeAll
  void putProductsOnSale() {
    goods.create("Blue reading lamp", 300);
    goods.create("Red lamps, a pair of two", 200);
    goods.create("Café table 90x60", 100);
    goods.create("Rock'n'roll 100% wool USB_cable 😀sofa", 50);
    goods.create("手机壳 TV हिन्दी", 10);
    Mall.cluster().awaitReplicas();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          lamp            | Red Blue
          LAMP            | Red Blue
          lamps           | Red
          blue lamp       | Blue
          lamp blue       | Blue
          rea             | Blue
          the blue lamp   | Blue
          cafe            | Café
          café            | Café
          90x60           | Café
          rock roll       | Rock'n'roll
          rock'n'roll     | Rock'n'roll
          100%            | Rock'n'roll
          usb_cable       | Rock'n'roll
          sofa            | Rock'n'roll
          手机壳           | 手机壳
          हिन्दी            | 手机壳
          TV 手机壳        | 手机壳
          lamp -blue      | Blue
          +lamp -(red)    | Red
          "red blue"      |
          lamp@3          | Red Blue
          lamp*           | Red Blue
          ~lamp <blue >re | Blue
          nowhere         |
          lamp nowhere    |
          """)
  void wordsAreFoundWhateverIsAroundThem(String text, String titles) {
    Response found = search(text);
    found.then().statusCode(200);
    List<String> firstWords =
        found.<List<String>>path("items.title").stream().map(ProductSearchTest::first).toList();
    assertThat(String.join(" ", firstWords)).isEqualTo(titles == null ? "" : titles);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "TV",
        "the",
        "with the",
        "+",
        "-",
        "*",
        "\"",
        "'",
        "(",
        ")",
        "()",
        "<>",
        "~",
        "@",
        "@3",
        "+-",
        "+*",
        "**",
        "%",
        "%%%",
        "\\",
        ";--",
        "😀",
        "😀😀😀😀",
        "\u0000",
        "\u0007",
        "؟",
        "…",
        "+ +"
      })
  void textWithoutAWordIsRefused(String text) {
    search(text).then().spec(refused(400, "catalog/unsearchable-text", "q"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "lamp') OR 1=1 -- ",
        "lamp\" IN BOOLEAN MODE",
        "lamp\\",
        "lamp\u0000lamp",
        "lamp +",
        "+(lamp",
        "lamp\"",
        "\"lamp",
        "lamp*)*",
        "((lamp))",
        "lamp😀",
        "lamp\uFFFD",
        "--lamp",
        "++lamp",
        "lamp <>",
        "lamp @@",
        "${lamp}",
        "#{lamp}",
        "/*lamp*/",
        "lamp؟"
      })
  void operatorsAreHarmless(String text) {
    Response found = search(text);
    found.then().statusCode(200);
  }

  @Test
  void noTextIsNoSearch() {
    search("").then().statusCode(200).body("items", hasSize(5));
    search("   ").then().statusCode(200).body("items", hasSize(5));
  }

  @Test
  void textThatIsTooLongIsRefused() {
    search("😀".repeat(97) + "lamp").then().spec(refused(400, "request/invalid-fields", "q"));
    search("😀".repeat(96) + "lamp").then().statusCode(200).body("items", hasSize(2));
  }

  @Test
  void whatIsFoundIsSortedFilteredAndPaged() {
    assertThat(titles("q=lamp&sort=price")).containsExactly("Red", "Blue");
    assertThat(titles("q=lamp&sort=-price")).containsExactly("Blue", "Red");
    assertThat(titles("q=lamp&minPrice=201")).containsExactly("Blue");
    assertThat(titles("q=lamp&sort=price&maxPrice=200")).containsExactly("Red");
    assertThat(titles("q=lamp&status=WITHDRAWN")).isEmpty();
    for (String sort : List.of("newest", "price", "-price")) {
      String list = "/api/products?q=lamp&limit=1&sort=" + sort + "&category=" + goods.category;
      Response first = mall.anonymous().get(list);
      Response second =
          mall.anonymous().queryParam("cursor", first.<String>path("nextCursor")).get(list);
      assertThat(second.<String>path("nextCursor")).isNull();
      assertThat(Set.of(first.path("items[0].title"), second.path("items[0].title"))).hasSize(2);
    }
  }

  @Test
  void theWordsLeftOutAreThoseOfTheServer() throws SQLException {
    assumeThat(System.getProperty("mall.engine")).as("a server of ours").isNotEqualTo("external");
    Set<String> words = new HashSet<>();
    try (Connection root = Mall.cluster().connectAsRoot("db-a-primary");
        Statement statement = root.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT value FROM INFORMATION_SCHEMA.INNODB_FT_DEFAULT_STOPWORD")) {
      while (rows.next()) {
        words.add(rows.getString(1));
      }
    }
    words.removeIf(word -> word.length() < SearchWords.MIN_LETTERS);
    assertThat(SearchWords.STOP_WORDS).isEqualTo(words);
  }

  private List<String> titles(String parameters) {
    Response found =
        mall.anonymous().get("/api/products?" + parameters + "&category=" + goods.category);
    found.then().statusCode(200);
    return found.<List<String>>path("items.title").stream().map(ProductSearchTest::first).toList();
  }

  private static String first(String title) {
    return title.substring(0, title.indexOf(' '));
  }

  private Response search(String text) {
    return mall.anonymous()
        .queryParam("q", text)
        .queryParam("category", goods.category.text())
        .get("/api/products");
  }
}
