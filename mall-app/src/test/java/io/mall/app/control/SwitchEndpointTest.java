package io.mall.app.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.mall.app.support.LogLines;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The switches over HTTP, at the one for combining changes of stock. */
@MallTest
class SwitchEndpointTest {

  private static final String MINE = "find { it.name == 'stock-combining' }.";

  private final Mall mall;

  SwitchEndpointTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void anOperatorSwitchesOneOffAndOnAndEverybodySeesWhoAndWhy() {
    list().body(MINE + "on", equalTo(true)).body(MINE + "what", containsString("stock"));
    try {
      turn("stock-combining", Map.of("on", false, "reason", "a look at locks", "by", "ada"))
          .statusCode(200)
          .body("on", equalTo(false));
      list()
          .body(MINE + "on", equalTo(false))
          .body(MINE + "changedBy", equalTo("ada"))
          .body(MINE + "reason", equalTo("a look at locks"));
      mall.management()
          .get("/actuator/prometheus")
          .then()
          .body(containsString("mall_switch{application=\"mall\",name=\"stock-combining\"} 0.0"));
    } finally {
      turn("stock-combining", Map.of("on", true, "reason", "seen"))
          .statusCode(200)
          .body("changedBy", equalTo("127.0.0.1"));
    }
  }

  @Test
  void everyChangeIsALineOfTheLogWithWhoWhyAndFromWhere() {
    try (LogLines lines = LogLines.of(SwitchEndpoint.class.getName())) {
      turn("stock-combining", Map.of("on", true, "reason", "a drill", "by", "ada")).statusCode(200);
      ILoggingEvent line = lines.takeOne(each -> LogLines.facts(each).containsValue("a drill"));
      assertThat(line.getFormattedMessage()).isEqualTo("switch turned");
      assertThat(line.getLevel()).isEqualTo(Level.WARN);
      assertThat(LogLines.facts(line))
          .containsEntry("switch", "stock-combining")
          .containsEntry("on", "true")
          .containsEntry("by", "ada")
          .containsEntry("address", "127.0.0.1");
    }
  }

  @Test
  void whatIsNoChangeIsRefusedAndSaysWhy() {
    turn("no-such-thing", Map.of("on", false, "reason", "x"))
        .statusCode(404)
        .body("detail", containsString("stock-combining"));
    turn("stock-combining", Map.of("on", false)).statusCode(400);
    turn("stock-combining", Map.of("reason", "x")).statusCode(400);
    turn("stock-combining", Map.of("on", "perhaps", "reason", "x")).statusCode(400);
    turn("stock-combining", Map.of("on", false, "reason", "a\nb"))
        .statusCode(400)
        .body("detail", containsString("one line"));
    list().body(MINE + "on", equalTo(true));
    mall.anonymous().get("/actuator/switches").then().statusCode(404);
    turn("stock-combining", Map.of("on", true, "reason", "x", "by", "\u0000"))
        .statusCode(400)
        .body("changedBy", nullValue());
  }

  private ValidatableResponse list() {
    return mall.management().get("/actuator/switches").then().statusCode(200);
  }

  private ValidatableResponse turn(String name, Map<String, Object> change) {
    return mall.management()
        .contentType(ContentType.JSON)
        .body(change)
        .post("/actuator/switches/" + name)
        .then();
  }
}
