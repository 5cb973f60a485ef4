package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.SwitchedOff;
import io.mall.sharding.route.RouteLog;
import io.restassured.response.Response;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** First pages of lists that many ask for. */
@MallTest
class HotListTest {

  private static final int OFTEN = 25;

  private final Mall mall;
  private final Goods goods;
  private final String path;

  HotListTest(Mall mall) {
    this.mall = mall;
    this.goods = new Goods(mall);
    this.path = "/api/products?sort=price&limit=2&category=" + goods.category.text();
    goods.create("Dear", 300);
    goods.create("Cheap", 100);
    goods.create("Middle", 200);
  }

  @Test
  void aListThatIsAskedForOftenIsReadyAndTheSameAsSpringMakesIt() throws Exception {
    askOften();
    try (RouteLog log = RouteLog.record()) {
      Response ready = mall.anonymous().get(path);
      assertThat(log.statements("catalog.findCheapest")).isEmpty();
      assertThat(ready.header("ETag")).matches("(W/)?\"[0-9a-f]{24}\"");
      mall.anonymous()
          .header("If-None-Match", ready.header("ETag"))
          .get(path)
          .then()
          .statusCode(304);
      SwitchedOff.at(mall, "ready-answers")
          .during(
              () -> {
                Response made = mall.anonymous().get(path);
                assertThat(made.header("ETag")).isNull();
                assertThat(made.asByteArray()).isEqualTo(ready.asByteArray());
                for (String header :
                    List.of(
                        "Content-Type", "Cache-Control", "CDN-Cache-Control", "Surrogate-Key")) {
                  assertThat(made.header(header)).isEqualTo(ready.header(header));
                }
              });
    }
  }

  @Test
  void anyChangeOfAProductIsInTheListAtOnce() {
    askOften();
    for (int i = 1; i <= 10; i++) {
      String id = goods.create("New " + i, 100 - i);
      assertThat(titles()).startsWith("New " + i);
      goods.change(id, Map.of("title", "Changed " + i));
      assertThat(titles()).startsWith("Changed " + i);
    }
  }

  @Test
  void aChangeThatNobodyTellsOfIsInTheListToo() {
    String id = goods.create("Untold", 50);
    askOften();
    assertThat(titles()).startsWith("Untold");
    // Told by a look at the database: too young to be taken for one whose news do not come.
    changePastTheShop(id, "Changed", Instant.now().plus(Duration.ofMinutes(10)));
    try {
      await().atMost(Duration.ofSeconds(20)).until(() -> titles().contains("Changed"));
    } finally {
      changePastTheShop(id, "Changed", Instant.parse("2026-01-01T00:00:00Z"));
    }
  }

  @Test
  void onlyFirstPagesWithoutASearchAreKept() {
    askOften();
    String cursor = mall.anonymous().get(path).path("nextCursor");
    for (String other : List.of(path + "&cursor=" + cursor, path + "&q=cheap")) {
      for (int i = 0; i < OFTEN; i++) {
        Response answer = mall.anonymous().get(other);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.header("ETag")).isNull();
      }
    }
  }

  private void askOften() {
    for (int i = 0; i < OFTEN; i++) {
      mall.anonymous().get(path).then().statusCode(200);
    }
  }

  private void changePastTheShop(String id, String title, Instant time) {
    JdbcClient.create(mall.bean(DataSource.class))
        .sql(
            "UPDATE products SET title = ?, version = version + 1, updated_at = ?"
                + " WHERE product_id = ?")
        .params(title, LocalDateTime.ofInstant(time, ZoneOffset.UTC), Long.parseLong(id))
        .update();
  }

  private List<String> titles() {
    return mall.anonymous().get(path).path("items.title");
  }
}
