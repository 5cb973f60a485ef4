package io.mall.app.support;

import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;

import io.restassured.builder.ResponseSpecBuilder;
import io.restassured.specification.ResponseSpecification;

/**
 * What a refusal looks like over HTTP: {@code .then().spec(refused(409, "user/username-taken"))}.
 */
public final class Problems {

  private Problems() {}

  /** A complete problem document with this status and code. */
  public static ResponseSpecification refused(int status, String code) {
    return base(status, code).build();
  }

  /** The same, naming a field at fault. */
  public static ResponseSpecification refused(int status, String code, String field) {
    return base(status, code).expectBody("errors.field", hasItem(field)).build();
  }

  private static ResponseSpecBuilder base(int status, String code) {
    return new ResponseSpecBuilder()
        .expectStatusCode(status)
        .expectContentType("application/problem+json")
        .expectHeader("X-Request-Id", matchesRegex("[0-9a-f]{32}"))
        .expectBody("type", equalTo("/problems/" + code))
        .expectBody("code", equalTo(code))
        .expectBody("status", equalTo(status))
        .expectBody("title", not(emptyOrNullString()))
        .expectBody("detail", not(emptyOrNullString()))
        .expectBody("traceId", matchesRegex("[0-9a-f]{32}"));
  }
}
