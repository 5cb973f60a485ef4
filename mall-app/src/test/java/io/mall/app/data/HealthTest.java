package io.mall.app.data;

import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import org.junit.jupiter.api.Test;

@MallTest
class HealthTest {

  private final Mall mall;

  HealthTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void readinessNamesEveryServer() {
    String member = "components.dataSources.components.";
    // A replica that is late for a moment is left out for a moment.
    await()
        .untilAsserted(
            () ->
                mall.management()
                    .get("/actuator/health/readiness")
                    .then()
                    .statusCode(200)
                    .body("status", equalTo("UP"))
                    .body(member + "ds_0_primary.status", equalTo("UP"))
                    .body(member + "ds_0_replica.status", equalTo("UP"))
                    .body(member + "ds_1_primary.status", equalTo("UP"))
                    .body(member + "ds_1_replica.status", equalTo("UP"))
                    .body(member + "ds_catalog_primary.status", equalTo("UP"))
                    .body(member + "ds_catalog_replica.status", equalTo("UP"))
                    .body("components.redis.status", equalTo("UP"))
                    .body("components.seata.status", equalTo("UP")));
    mall.management().get("/actuator/health/liveness").then().statusCode(200);
  }

  @Test
  void metricsShowPoolsByNameAndRequestsByRoute() {
    mall.newShopper().request().get("/api/users/me").then().statusCode(200);
    mall.anonymous().get("/api/users/me").then().statusCode(401);
    mall.management()
        .get("/actuator/prometheus")
        .then()
        .statusCode(200)
        .body(
            containsString(
                "hikaricp_connections_active{application=\"mall\",pool=\"ds_1_primary\""))
        .body(containsString("http_server_requests_seconds_bucket"))
        .body(containsString("uri=\"/api/users/me\""))
        .body(containsString("jvm_memory_used_bytes"))
        .body(containsString("mall_web_problems_total{"))
        .body(containsString("mall_web_waiting"));
  }

  @Test
  void managementIsOnItsOwnPortOnlyAndShowsNoSettings() {
    mall.anonymous().get("/actuator/health").then().statusCode(404);
    mall.management().get("/actuator/env").then().statusCode(404);
    mall.management()
        .auth()
        .oauth2(mall.newShopper().token())
        .get("/api/users/me")
        .then()
        .statusCode(404);
  }
}
