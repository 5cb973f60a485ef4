package io.mall.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.mall.app.checkout.Buyer;
import io.mall.app.checkout.Warehouse;
import io.mall.app.kernel.OrderNo;
import io.mall.app.order.Orders;
import io.mall.app.order.Servers;
import io.mall.app.support.Gate;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whoever registered is told, in order, signed, and again until it was heard. */
@MallTest
class WebhookTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Mall mall;
  private final Warehouse warehouse;
  private final Buyer buyer;

  WebhookTest(Mall mall) {
    this.mall = mall;
    this.warehouse = new Warehouse(mall);
    this.buyer = new Buyer(mall);
  }

  /** An endpoint of this test. */
  private record Hook(String id, Secret secret) {}

  @Test
  void theLifeOfAnOrderIsToldInOrderAndSigned() {
    try (Listener listener = new Listener(call -> 204)) {
      Hook hook = register(listener, List.of());
      OrderNo orderNo = buyer.placed(warehouse.product(5), 1);
      buyer.paid(orderNo);
      mall.admin().post("/api/orders/{no}/ship", orderNo.text()).then().statusCode(200);
      buyer.receive(orderNo).then().statusCode(200);

      await().atMost(PATIENCE).until(() -> of(listener, orderNo).size() == 6);

      assertThat(of(listener, orderNo))
          .extracting(call -> json(call).path("type").asString())
          .containsExactly(
              "order.placed",
              "payment.started",
              "payment.succeeded",
              "order.paid",
              "order.shipped",
              "order.received");
      Listener.Call first = of(listener, orderNo).getFirst();
      assertThat(json(first).path("data").path("status").asString()).isEqualTo("PLACED");
      assertThat(first.id()).startsWith("msg_");
      assertThat(first.signature())
          .isEqualTo(
              hook.secret()
                  .sign(
                      first.id(),
                      first.timestamp(),
                      first.body().getBytes(StandardCharsets.UTF_8)));
      remove(hook);
    }
  }

  @Test
  void whatWasNotHeardComesAgainBeforeWhatFollows() {
    AtomicInteger failures = new AtomicInteger(2);
    try (Listener listener = new Listener(call -> failures.getAndDecrement() > 0 ? 500 : 200)) {
      Hook hook = register(listener, List.of("order.placed", "order.cancelled"));
      OrderNo orderNo = buyer.placed(warehouse.product(5), 1);
      buyer.cancel(orderNo).then().statusCode(200);

      await().atMost(PATIENCE).until(() -> of(listener, orderNo).size() == 4);

      List<Listener.Call> calls = of(listener, orderNo);
      assertThat(calls)
          .extracting(call -> json(call).path("type").asString())
          .containsExactly("order.placed", "order.placed", "order.placed", "order.cancelled");
      assertThat(calls.get(2).id()).as("one message").isEqualTo(calls.getFirst().id());
      assertThat(calls.get(2).body()).isEqualTo(calls.getFirst().body());
      remove(hook);
    }
  }

  @Test
  void whatNobodyHeardIsListedAndSentAgainAndToldAgain() {
    AtomicInteger status = new AtomicInteger(503);
    try (Listener listener = new Listener(call -> status.get())) {
      Hook hook = register(listener, List.of("order.placed"));
      OrderNo orderNo = buyer.placed(warehouse.product(5), 1);
      String path = "/api/webhooks/" + hook.id();

      await().atMost(PATIENCE).until(() -> messages(hook, "DEAD").size() == 1);
      Map<String, Object> dead = messages(hook, "DEAD").getFirst();
      assertThat(dead).containsEntry("orderNo", orderNo.text()).containsEntry("attempts", 3);
      assertThat(dead).containsEntry("outcome", "status 503");

      status.set(200);
      String resend = path + "/messages/" + dead.get("id") + "/resend";
      mall.admin().post(resend).then().statusCode(202);
      await().atMost(PATIENCE).until(() -> messages(hook, "DELIVERED").size() == 1);
      assertThat(messages(hook, "DEAD")).isEmpty();

      Response replayed = mall.admin().body(Map.of("status", "DELIVERED")).post(path + "/replay");
      replayed.then().statusCode(202).body("messages", equalTo(1));
      await().atMost(PATIENCE).until(() -> listener.calls().size() == 5);
      assertThat(listener.calls())
          .extracting(Listener.Call::id)
          .containsOnly("msg_" + dead.get("id"));
      await().atMost(PATIENCE).until(() -> messages(hook, "DELIVERED").size() == 1);
      remove(hook);
    }
  }

  @Test
  void whileASecretIsReplacedBothSign() {
    try (Listener listener = new Listener(call -> 200)) {
      Hook hook = register(listener, List.of("order.placed"));
      Response rotated = mall.admin().post("/api/webhooks/{id}/secret", hook.id());
      rotated.then().statusCode(200);
      Secret fresh = new Secret(rotated.path("secret"));

      buyer.placed(warehouse.product(5), 1);
      await().atMost(PATIENCE).until(() -> listener.calls().size() == 1);

      Listener.Call call = listener.calls().getFirst();
      byte[] body = call.body().getBytes(StandardCharsets.UTF_8);
      assertThat(call.signature().split(" ", -1))
          .containsExactly(
              fresh.sign(call.id(), call.timestamp(), body),
              hook.secret().sign(call.id(), call.timestamp(), body));
      remove(hook);
    }
  }

  @Test
  void underItsKeyAnEndpointIsRegisteredOnceAndNoSecretStandsInTheDatabase() {
    try (Listener listener = new Listener(call -> 200)) {
      String key = UUID.randomUUID().toString();
      Response first = sameTwice(key, "/api/webhooks", Map.of("url", listener.url()), 201);
      String id = first.path("id");
      String secret = first.path("secret");
      assertThat(stored("SELECT secret FROM webhook_endpoints WHERE endpoint_id = ?", id))
          .startsWith("v1.");
      assertThat(stored(KEPT, key)).startsWith("v1.");

      String another = UUID.randomUUID().toString();
      Response rotated = sameTwice(another, "/api/webhooks/" + id + "/secret", null, 200);
      assertThat(rotated.<String>path("secret")).isNotEqualTo(secret);
      assertThat(stored("SELECT old_secret FROM webhook_endpoints WHERE endpoint_id = ?", id))
          .startsWith("v1.");
      assertThat(stored(KEPT, another)).startsWith("v1.");
      remove(new Hook(id, new Secret(secret)));
    }
  }

  private static final String KEPT =
      "SELECT body FROM catalog_idempotency_keys WHERE idempotency_key = ?";

  @Test
  void underItsKeyAMessageIsSentAgainOnce() {
    AtomicInteger status = new AtomicInteger(503);
    try (Listener listener = new Listener(call -> status.get())) {
      Hook hook = register(listener, List.of("order.placed"));
      buyer.placed(warehouse.product(5), 1);
      String path = "/api/webhooks/" + hook.id();
      await().atMost(PATIENCE).until(() -> messages(hook, "DEAD").size() == 1);
      String dead = String.valueOf(messages(hook, "DEAD").getFirst().get("id"));
      status.set(200);

      String key = UUID.randomUUID().toString();
      sameTwice(key, path + "/messages/" + dead + "/resend", null, 202);
      await().atMost(PATIENCE).until(() -> messages(hook, "DELIVERED").size() == 1);
      sameTwice(UUID.randomUUID().toString(), path + "/replay", Map.of("status", "DELIVERED"), 202);
      await("3 in vain, a resend, a replay")
          .atMost(PATIENCE)
          .until(() -> listener.calls().size() >= 5);
      await().atMost(PATIENCE).until(() -> messages(hook, "DELIVERED").size() == 1);

      assertThat(listener.calls()).hasSize(5);
      remove(hook);
    }
  }

  /** The administrator does not hold the order's row, so the two may want the same place. */
  @Test
  void aMessageSentAgainAtTheMomentOfAChangeOfItsOrderDisturbsNeither() throws Exception {
    AtomicInteger status = new AtomicInteger(503);
    try (Listener listener = new Listener(call -> status.get())) {
      Hook hook = register(listener, List.of("order.placed", "order.cancelled"));
      OrderNo orderNo = buyer.placed(warehouse.product(5), 1);
      await().atMost(PATIENCE).until(() -> messages(hook, "DEAD").size() == 1);
      String dead = String.valueOf(messages(hook, "DEAD").getFirst().get("id"));
      status.set(200);
      Gate.Stop stop = Gate.Stop.before(".*OutboxMapper\\.insert");
      FutureTask<Boolean> cancelled =
          new FutureTask<>(
              () ->
                  Gate.through(
                      stop,
                      () ->
                          assertThat(mall.bean(Orders.class).cancel(buyer.userId(), orderNo))
                              .isNotNull()),
              true);
      Thread.ofVirtual().start(cancelled);
      stop.awaitReached();

      String resend = "/api/webhooks/%s/messages/%s/resend".formatted(hook.id(), dead);
      FutureTask<Integer> resent = new FutureTask<>(() -> mall.admin().post(resend).statusCode());
      Thread.ofVirtual().start(resent);
      await().until(() -> resent.isDone() || isWaited("outbox.insert") || isWaited("lockLast"));
      stop.go();

      assertThat(cancelled.get(60, TimeUnit.SECONDS)).isTrue();
      assertThat(resent.get(60, TimeUnit.SECONDS)).isEqualTo(202);
      await().atMost(PATIENCE).until(() -> messages(hook, "DELIVERED").size() == 2);
      remove(hook);
    }
  }

  private static boolean isWaited(String statement) {
    return Stream.of("db-a-primary", "db-b-primary")
            .mapToLong(member -> Servers.statements(member, statement))
            .sum()
        > 0;
  }

  private String stored(String query, String parameter) {
    return JdbcClient.create(mall.bean(DataSource.class))
        .sql(query + " FOR UPDATE")
        .param(parameter)
        .query(String.class)
        .single();
  }

  private Response sameTwice(String key, String path, @Nullable Object body, int status) {
    Response first = keyed(key, body).post(path);
    first.then().statusCode(status).header("Idempotent-Replay", nullValue());
    Response again = keyed(key, body).post(path);
    again.then().statusCode(status).header("Idempotent-Replay", "true");
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    return first;
  }

  private RequestSpecification keyed(String key, @Nullable Object body) {
    RequestSpecification request = mall.admin().header("Idempotency-Key", key);
    return body == null ? request : request.body(body);
  }

  @Test
  void whoeverIsGoneIsNotCalledAgain() {
    try (Listener listener = new Listener(call -> 410)) {
      Hook hook = register(listener, List.of());
      buyer.placed(warehouse.product(5), 1);

      await().atMost(PATIENCE).until(() -> messages(hook, "DEAD").size() == 1);

      mall.admin()
          .get("/api/webhooks/{id}", hook.id())
          .then()
          .body("status", equalTo("DISABLED"))
          .body("secret", nullValue());
      buyer.placed(warehouse.product(5), 1);
      assertThat(listener.calls()).hasSize(1);
      remove(hook);
    }
  }

  @Test
  void onlyAdministratorsAndOnlyUrlsThatCanBeCalled() {
    buyer.request().get("/api/webhooks").then().statusCode(403);
    buyer
        .request()
        .body(Map.of("url", "https://example.com/"))
        .post("/api/webhooks")
        .then()
        .statusCode(403);
    for (String url :
        List.of(
            "ftp://example.com/",
            "https:///x",
            "https://me@example.com/",
            "/x",
            "https://example.com/#x",
            "mailto:x")) {
      mall.admin()
          .body(Map.of("url", url))
          .post("/api/webhooks")
          .then()
          .statusCode(400)
          .body("code", equalTo("webhook/url-refused"));
    }
    mall.admin()
        .get("/api/webhooks/1")
        .then()
        .statusCode(404)
        .body("code", equalTo("webhook/endpoint-absent"));
    mall.admin()
        .body(Map.of("url", "https://example.com/", "events", List.of("order.eaten")))
        .post("/api/webhooks")
        .then()
        .statusCode(400);
  }

  private Hook register(Listener listener, List<String> events) {
    Response response =
        mall.admin().body(Map.of("url", listener.url(), "events", events)).post("/api/webhooks");
    response.then().statusCode(201);
    return new Hook(response.path("id"), new Secret(response.path("secret")));
  }

  private void remove(Hook hook) {
    mall.admin().delete("/api/webhooks/{id}", hook.id()).then().statusCode(204);
  }

  private List<Map<String, Object>> messages(Hook hook, String status) {
    return mall.admin()
        .queryParam("status", status)
        .get("/api/webhooks/{id}/messages", hook.id())
        .path("items");
  }

  private static List<Listener.Call> of(Listener listener, OrderNo orderNo) {
    return listener.calls().stream()
        .filter(call -> json(call).path("data").path("orderNo").asString("").equals(orderNo.text()))
        .toList();
  }

  private static JsonNode json(Listener.Call call) {
    return JsonMapper.shared().readTree(call.body());
  }
}
