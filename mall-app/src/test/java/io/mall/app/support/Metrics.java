package io.mall.app.support;

import io.restassured.RestAssured;
import java.util.List;

/** What an instance says of itself, as Prometheus is told. */
final class Metrics {

  private Metrics() {}

  /**
   * The sum over all series that begin so and have these tags; 0 when there is none yet.
   *
   * @param port the management port of the instance
   */
  static double sum(int port, String name, String... tags) {
    return RestAssured.given()
        .baseUri("http://127.0.0.1")
        .port(port)
        .get("/actuator/prometheus")
        .asString()
        .lines()
        .filter(line -> line.startsWith(name))
        .filter(line -> List.of(tags).stream().allMatch(line::contains))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
