package io.mall.app.support;

import io.restassured.http.ContentType;
import java.util.Map;

/** An optimisation that an operator has switched off at one instance. */
public final class SwitchedOff {

  private final Mall mall;
  private final String name;

  private SwitchedOff(Mall mall, String name) {
    this.mall = mall;
    this.name = name;
  }

  /** What is done while it is off; it is on again afterwards, whatever happens. */
  @FunctionalInterface
  public interface Work {
    void act() throws Exception;
  }

  public static SwitchedOff at(Mall mall, String name) {
    return new SwitchedOff(mall, name);
  }

  public void during(Work work) throws Exception {
    turn(false);
    try {
      work.act();
    } finally {
      turn(true);
    }
  }

  private void turn(boolean on) {
    mall.management()
        .contentType(ContentType.JSON)
        .body(Map.of("on", on, "reason", "a test", "by", "test"))
        .post("/actuator/switches/" + name)
        .then()
        .statusCode(200);
  }
}
