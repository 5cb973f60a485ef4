package io.mall.app.idempotency;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.problem.ProblemException;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a key does to requests that need none. */
@MallTest
@Tag("engine")
class IdempotentRequestsTest {

  private final Mall mall;
  private final Shopper shopper;
  private final JdbcClient sql;
  private final String key = UUID.randomUUID().toString();

  IdempotentRequestsTest(Mall mall) {
    this.mall = mall;
    this.shopper = mall.newShopper();
    this.sql = JdbcClient.create(mall.bean(DataSource.class));
  }

  @Test
  void anAdditionToTheCartThatIsRepeatedAddsOnce() {
    ProductId product = mall.shelf().newProduct(10);
    Map<String, Object> body = Map.of("productId", product, "quantity", 2);

    byte[] first = sameTwice("/api/cart/items", body, 200);

    assertThat(new String(first, java.nio.charset.StandardCharsets.UTF_8)).contains("Product");
    shopper.request().get("/api/cart").then().body("items[0].quantity", equalTo(2));
    send("/api/cart/items", Map.of("productId", product, "quantity", 3))
        .then()
        .spec(refused(422, "idempotency/key-reused"));
    send("/api/users/me/addresses", Shopper.ADDRESS)
        .then()
        .spec(refused(422, "idempotency/key-reused"));
    shopper.request().body(body).post("/api/cart/items").then().statusCode(200);
    shopper.request().get("/api/cart").then().body("items[0].quantity", equalTo(4));
  }

  @Test
  void anAddressIsAddedOnce() {
    sameTwice("/api/users/me/addresses", Shopper.ADDRESS, 201);

    shopper.request().get("/api/users/me/addresses").then().body("items", hasSize(1));
  }

  @Test
  void whatIsRefusedIsNotKept() {
    ProductId unknown = new ProductId(1_024_000_007);
    Map<String, Object> body = Map.of("productId", unknown, "quantity", 1);

    send("/api/cart/items", body).then().statusCode(404);
    send("/api/users/me/addresses", Shopper.ADDRESS)
        .then()
        .statusCode(201)
        .header("Idempotent-Replay", nullValue());
  }

  @Test
  void aKeyThatIsNoneIsRefusedAlsoWhereNoneIsNeeded() {
    shopper
        .request()
        .header(IdempotencyKey.HEADER, "k".repeat(65))
        .body(Shopper.ADDRESS)
        .post("/api/users/me/addresses")
        .then()
        .statusCode(400)
        .body("code", equalTo("idempotency/invalid-key"));
  }

  @Test
  void whileARequestIsInProgressOthersWithItsKeyAreRefused() throws Exception {
    Idempotency idempotency = mall.bean(Idempotency.class);
    UserId user = shopper.userId();
    Once request = Once.of(key, "test.wait", "a");
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    FutureTask<Answer> first =
        new FutureTask<>(
            () ->
                idempotency.once(
                    user,
                    request,
                    () -> {
                      busy.countDown();
                      await().until(() -> goOn.getCount() == 0);
                      return Done.ok("done");
                    }));
    Thread.ofVirtual().start(first);
    busy.await();

    assertThat(refusal(idempotency, user, request)).isEqualTo("idempotency/in-progress");
    assertThat(refusal(idempotency, user, Once.of(key, "test.wait", "b")))
        .isEqualTo("idempotency/key-reused");
    goOn.countDown();
    assertThat(first.get().replayed()).isFalse();
    assertThat(idempotency.once(user, request, () -> Done.ok("again")))
        .isEqualTo(new Answer(200, null, null, "\"done\"", true));
  }

  @Test
  void keysOfADayAgoAreForgottenAndYoungerOnesKept() {
    send("/api/users/me/addresses", Shopper.ADDRESS).then().statusCode(201);
    String older = UUID.randomUUID().toString();
    sql.sql(
            "INSERT INTO idempotency_keys (user_id, idempotency_key, operation, fingerprint,"
                + " http_status, location, body, created_at)"
                + " SELECT user_id, ?, operation, fingerprint, http_status, location, body,"
                + " created_at - INTERVAL 25 HOUR FROM idempotency_keys WHERE user_id = ?")
        .params(older, shopper.userId().value())
        .update();
    assertThat(keys()).containsExactlyInAnyOrder(key, older);

    try (Mall other = Mall.another(Map.of("mall.idempotency.sweep", "50ms"))) {
      assertThat(other.port()).isPositive();
      await().atMost(Duration.ofSeconds(20)).until(() -> keys().size() == 1);
    }
    assertThat(keys()).containsExactly(key);
  }

  private List<@Nullable String> keys() {
    return sql.sql("SELECT idempotency_key FROM idempotency_keys WHERE user_id = ? FOR UPDATE")
        .param(shopper.userId().value())
        .query(String.class)
        .list();
  }

  private static String refusal(Idempotency idempotency, UserId user, Once request) {
    return catchThrowableOfType(
            ProblemException.class, () -> idempotency.once(user, request, () -> Done.ok("never")))
        .problem()
        .code();
  }

  private byte[] sameTwice(String path, Object body, int status) {
    Response first = send(path, body);
    first.then().statusCode(status).header("Idempotent-Replay", nullValue());
    Response again = send(path, body);
    again.then().statusCode(status).header("Idempotent-Replay", "true");
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));
    return first.asByteArray();
  }

  private Response send(String path, Object body) {
    return shopper.request().header(IdempotencyKey.HEADER, key).body(body).post(path);
  }
}
