package io.mall.app.idempotency;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.mall.app.user.AddressEntry;
import io.mall.local.Proxy;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** One key, several instances: with Redis they know of each other, without it the row decides. */
@MallTest
class KeysAcrossInstancesTest {

  private static final String ADDRESSES = "/api/users/me/addresses";

  private static final Duration SILENCE = Duration.ofSeconds(60);

  private final Mall mall;
  private final Shopper shopper;
  private final String key = UUID.randomUUID().toString();

  KeysAcrossInstancesTest(Mall mall) {
    this.mall = mall;
    this.shopper = mall.newShopper();
  }

  @Test
  void whileOneInstanceWorksOnARequestTheOthersRefuseIt() throws Exception {
    try (Mall other = Mall.another(Map.of())) {
      Working working = new Working();
      send(other).then().spec(refused(409, "idempotency/in-progress")).header("Retry-After", "1");
      shopper
          .requestTo(other)
          .header(IdempotencyKey.HEADER, key)
          .body(Map.of("productId", "1", "quantity", 1))
          .post("/api/cart/items")
          .then()
          .spec(refused(422, "idempotency/key-reused"));
      assertThat(working.finish().replayed()).isFalse();

      Response replayed = send(other);
      replayed.then().statusCode(201).header("Idempotent-Replay", "true");
      shopper.request().get(ADDRESSES).then().body("items", hasSize(0));
    }
  }

  @Test
  void withoutRedisTheSlowerOneGetsTheFastersAnswer() throws Exception {
    Proxy proxy = Mall.cluster().proxy("redis");
    try (Mall other = Mall.another(Map.of("MALL_REDIS_URL", "redis://127.0.0.1:" + proxy.port()))) {
      proxy.refuse();
      proxy.cut();
      Working working = new Working();
      FutureTask<Response> second = new FutureTask<>(() -> send(other));
      Thread.ofVirtual().start(second);
      Answer first = working.finish();
      Response slower = second.get(60, TimeUnit.SECONDS);

      // Whoever came first: one did the work, the other has its bytes.
      assertThat(slower.statusCode()).isEqualTo(201);
      assertThat(slower.asString()).isEqualTo(first.body());
    } finally {
      proxy.restore();
    }
  }

  @Test
  void aStalledRedisCostsOneRequestAMomentAndTheOthersNothingAndTheShopStillEnds() {
    Proxy proxy = Mall.cluster().proxy("redis");
    long ending;
    try (Mall other = Mall.another(Map.of("MALL_REDIS_URL", "redis://127.0.0.1:" + proxy.port()))) {
      proxy.delay(SILENCE);
      long start = System.nanoTime();
      send(other).then().statusCode(201);
      send(other).then().statusCode(201).header("Idempotent-Replay", equalTo("true"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      shopper.request().get(ADDRESSES).then().body("items", hasSize(1));
      ending = System.nanoTime();
    } finally {
      proxy.restore();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - ending)).isLessThan(SILENCE.dividedBy(2));
  }

  private Response send(Mall instance) {
    return shopper
        .requestTo(instance)
        .header(IdempotencyKey.HEADER, key)
        .body(Shopper.ADDRESS)
        .post(ADDRESSES);
  }

  /** The same request under way on the first instance, standing still in its transaction. */
  private final class Working {

    private final CountDownLatch goOn = new CountDownLatch(1);
    private final FutureTask<Answer> answer;

    Working() {
      Idempotency idempotency = mall.bean(Idempotency.class);
      CountDownLatch busy = new CountDownLatch(1);
      Once request = sameAsOverHttp();
      this.answer =
          new FutureTask<>(
              () ->
                  idempotency.once(
                      shopper.userId(),
                      request,
                      () -> {
                        busy.countDown();
                        await(goOn);
                        return Done.created(ADDRESSES + "/1", "first");
                      }));
      Thread.ofVirtual().start(answer);
      await(busy);
    }

    Answer finish() throws Exception {
      goOn.countDown();
      return answer.get(60, TimeUnit.SECONDS);
    }

    private Once sameAsOverHttp() {
      JsonMapper json = mall.bean(JsonMapper.class);
      return Once.of(key, "address.add", json.convertValue(Shopper.ADDRESS, AddressEntry.class));
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
