package io.mall.app.user;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.blankOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.mall.sharding.slot.Slot;
import io.restassured.response.Response;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        .header("ETag", equalTo("\"1\""))
        .body("userId", equalTo(shopper.userId().text()))
        .body("username", equalTo(shopper.username()))
        .body("displayName", equalTo(""))
        .body("email", equalTo(null))
        .body("role", equalTo("user"))
        .body("passwordHash", equalTo(null));
  }

  @Test
  void aNameIsKeptInLowerCaseAndTheUserLivesInItsSlot() {
    String name = Mall.freshName();
    Response registered = register(name.toUpperCase(Locale.ROOT), Shopper.PASSWORD);
    registered
        .then()
        .statusCode(201)
        .header("Location", equalTo("/api/users/me"))
        .body("username", equalTo(name))
        .body("createdAt", not(blankOrNullString()));
    UserId userId = UserId.of(registered.path("userId"));
    assertThat(userId.slot()).isEqualTo(Slot.ofName(name).value());
  }

  @Test
  void aTimeIsAnsweredAsItIsStored() {
    String name = Mall.freshName();
    String createdAt = register(name, Shopper.PASSWORD).path("createdAt");
    new Shopper(mall, new UserId(1), name, Shopper.logIn(mall, name))
        .request()
        .get("/api/users/me")
        .then()
        .body("createdAt", equalTo(createdAt));
  }

  @Test
  void underItsKeyAnAccountIsOpenedOnceForWhoeverKnowsItsPassword() {
    String name = Mall.freshName();
    String key = UUID.randomUUID().toString();
    Response first = register(key, name, Shopper.PASSWORD);
    first.then().statusCode(201).header("Idempotent-Replay", nullValue());

    Response again = register(key, name.toUpperCase(Locale.ROOT), Shopper.PASSWORD);
    again.then().statusCode(201).header("Idempotent-Replay", "true");
    assertThat(again.asByteArray()).isEqualTo(first.asByteArray());
    assertThat(again.header("ETag")).isNotNull().isEqualTo(first.header("ETag"));
    assertThat(again.header("Location")).isEqualTo(first.header("Location"));

    register(key, name, "another-horse").then().spec(refused(422, "idempotency/key-reused"));
    register("other-" + key, name, Shopper.PASSWORD)
        .then()
        .spec(refused(409, "user/username-taken", "username"));
    register(key, Mall.freshName(), Shopper.PASSWORD).then().statusCode(201);
  }

  @Test
  void aTakenNameIsAConflictInAnyCase() {
    Shopper shopper = mall.newShopper();
    register(shopper.username(), "12345678")
        .then()
        .spec(refused(409, "user/username-taken", "username"));
    register(shopper.username().toUpperCase(Locale.ROOT), "12345678")
        .then()
        .spec(refused(409, "user/username-taken", "username"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ab",
        "0123456789012345678901234567890123",
        "with space",
        "umläut",
        "a/b",
        "a\nb",
        "😀😀😀"
      })
  void aNameOfAnotherFormIsRefused(String name) {
    register(name, "12345678").then().spec(refused(400, "request/invalid-fields", "username"));
  }

  @Test
  void aPasswordIsEightToSixtyFourCharactersAndSeventyTwoBytes() {
    register(Mall.freshName(), "1234567")
        .then()
        .spec(refused(400, "request/invalid-fields", "password"));
    register(Mall.freshName(), "x".repeat(65))
        .then()
        .spec(refused(400, "request/invalid-fields", "password"));
    register(Mall.freshName(), "😀".repeat(20))
        .then()
        .spec(refused(400, "user/password-too-long", "password"));
    register(Mall.freshName(), "pass\u0000word")
        .then()
        .spec(refused(400, "request/invalid-fields", "password"));
    register(Mall.freshName(), "😀".repeat(18)).then().statusCode(201);
  }

  @Test
  void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() {
    Shopper shopper = mall.newShopper();
    Response wrong = logIn(shopper.username(), "wrong-password");
    Response unknown = logIn(Mall.freshName(), Shopper.PASSWORD);
    Response impossible = logIn("no such name: 😀", Shopper.PASSWORD);
    for (Response response : new Response[] {wrong, unknown, impossible}) {
      response.then().spec(refused(401, "user/wrong-credentials"));
      assertThat(response.<String>path("detail")).isEqualTo(wrong.<String>path("detail"));
    }
  }

  @Test
  void theProfileIsChangedInPart() {
    Shopper shopper = mall.newShopper();
    shopper
        .request()
        .body(Map.of("displayName", "Zoë 😀", "email", "zoe@example.org"))
        .patch("/api/users/me")
        .then()
        .statusCode(200)
        .header("ETag", equalTo("\"2\""))
        .body("displayName", equalTo("Zoë 😀"));
    shopper
        .request()
        .body(Map.of("email", ""))
        .patch("/api/users/me")
        .then()
        .statusCode(200)
        .body("displayName", equalTo("Zoë 😀"))
        .body("email", equalTo(null));
  }

  @Test
  void aChangeBasedOnAnOldProfileIsRefused() {
    Shopper shopper = mall.newShopper();
    Map<String, String> change = Map.of("displayName", "new");
    shopper
        .request()
        .header("If-Match", "\"1\"")
        .body(change)
        .patch("/api/users/me")
        .then()
        .statusCode(200);
    shopper
        .request()
        .header("If-Match", "\"1\"")
        .body(change)
        .patch("/api/users/me")
        .then()
        .spec(refused(412, "request/version-changed"));
    shopper
        .request()
        .header("If-Match", "nonsense")
        .body(change)
        .patch("/api/users/me")
        .then()
        .spec(refused(400, "request/invalid-header", "If-Match"));
  }

  @ParameterizedTest
  @CsvSource({
    "displayName, '\"\\u0007\"', request/invalid-fields",
    "displayName, 7, request/wrong-type",
    "displayName, true, request/wrong-type",
    "displayName, [], request/wrong-type",
    "email, '\"no address\"', request/invalid-fields",
    "role, '\"admin\"', request/unknown-field",
    "userId, '\"1\"', request/unknown-field",
  })
  void aBadProfileIsRefusedAndNamesTheField(String field, String value, String code) {
    mall.newShopper()
        .request()
        .body("{\"" + field + "\":" + value + "}")
        .patch("/api/users/me")
        .then()
        .spec(refused(400, code, field));
  }

  @Test
  void theProfileIsNobodyElsesBusiness() {
    mall.anonymous().get("/api/users/me").then().spec(refused(401, "security/not-logged-in"));
    mall.anonymous()
        .body("{}")
        .patch("/api/users/me")
        .then()
        .spec(refused(401, "security/not-logged-in"));
  }

  private Response register(String key, String username, String password) {
    return mall.anonymous()
        .header("Idempotency-Key", key)
        .body(Map.of("username", username, "password", password))
        .post("/api/users");
  }

  private Response register(String username, String password) {
    return mall.anonymous()
        .body(Map.of("username", username, "password", password))
        .post("/api/users");
  }

  private Response logIn(String username, String password) {
    return mall.anonymous()
        .body(Map.of("username", username, "password", password))
        .post("/api/sessions");
  }
}
