package io.mall.app.user;

import static org.hamcrest.Matchers.equalTo;

import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MallTest
class UserTest {

  private final Mall mall;

  UserTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void somebodyRegistersLogsInAndIsKnown() {
    Shopper shopper = mall.newShopper();
    shopper
        .request()
        .get("/api/users/me")
        .then()
        .statusCode(200)
        .body("userId", equalTo(shopper.userId().text()))
        .body("username", equalTo(shopper.username()))
        .body("role", equalTo("user"));
  }

  @Test
  void aTakenNameIsAConflict() {
    Shopper shopper = mall.newShopper();
    mall.anonymous()
        .body(
            Map.of(
                "username",
                shopper.username().toUpperCase(java.util.Locale.ROOT),
                "password",
                "12345678"))
        .post("/api/users")
        .then()
        .statusCode(409)
        .body("code", equalTo("user/username-taken"));
  }
}
