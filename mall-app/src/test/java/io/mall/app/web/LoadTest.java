package io.mall.app.web;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.matchesRegex;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** An instance with one place and slow passwords: what is full says so, what is accepted ends. */
@MallTest
class LoadTest {

  private static final Map<String, Object> ONE_SLOW_PLACE =
      Map.of(
          "mall.web.max-concurrent-requests",
          1,
          "mall.web.max-wait",
          "10ms",
          "mall.user.bcrypt-strength",
          15,
          "spring.lifecycle.timeout-per-shutdown-phase",
          "20s");

  @Test
  void theSurplusIsToldToComeBackAndWhatWasAcceptedIsFinishedAtShutdown() throws Exception {
    Mall shop = Mall.another(ONE_SLOW_PLACE);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Response> accepted = clients.submit(() -> register(shop));
      await()
          .pollInterval(Duration.ofMillis(10))
          .until(() -> metrics(shop), matchesRegex("(?s).*\\nmall_web_free\\S* 0\\.0\\n.*"));
      register(shop)
          .then()
          .spec(refused(503, "failure/overloaded"))
          .header("Retry-After", equalTo("1"));
      assertThat(accepted.isDone()).as("the first request still works").isFalse();
      assertThat(metrics(shop)).containsPattern("mall_web_shed_total\\{.*} [1-9]");
      shop.close();
      accepted.get().then().statusCode(201);
    }
  }

  private static String metrics(Mall shop) {
    return shop.management().get("/actuator/prometheus").asString();
  }

  private static Response register(Mall shop) {
    return shop.anonymous()
        .body(Map.of("username", Mall.freshName(), "password", Shopper.PASSWORD))
        .post("/api/users");
  }
}
