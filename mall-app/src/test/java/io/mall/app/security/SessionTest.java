package io.mall.app.security;

import static io.mall.app.support.Problems.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mall.app.kernel.UserId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;

@MallTest
class SessionTest {

  private final Mall mall;

  SessionTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void aLogOutEndsThisLogInAndNoOther() {
    Shopper shopper = mall.newShopper();
    Shopper again = shopper.logInAgain();
    shopper.request().delete("/api/sessions/current").then().statusCode(204);
    shopper.request().get("/api/users/me").then().spec(refused(401, "security/token-refused"));
    again.request().get("/api/users/me").then().statusCode(200);
  }

  @Test
  void aLogOutIsKnownOnEveryInstanceAlsoOnOneThatStartsLater() {
    try (Mall other = Mall.another(Map.of())) {
      Shopper shopper = mall.newShopper();
      shopper.requestTo(other).get("/api/users/me").then().statusCode(200);
      shopper.request().delete("/api/sessions/current").then().statusCode(204);
      await()
          .untilAsserted(
              () -> shopper.requestTo(other).get("/api/users/me").then().statusCode(401));
      try (Mall third = Mall.another(Map.of())) {
        shopper.requestTo(third).get("/api/users/me").then().statusCode(401);
      }
    }
  }

  @Test
  void aTokenThatExpiredOrWasMadeByOthersIsRefused() {
    Instant now = Instant.now();
    refuse(sign(now.minusSeconds(120), now.minusSeconds(60), "mall"));
    refuse(sign(now, now.plusSeconds(60), "somebody else"));
    String good = mall.newShopper().token();
    refuse(good.substring(0, good.lastIndexOf('.') + 1));
    refuse(good.substring(0, good.length() - 4) + "AAAA");
    refuse("eyJhbGciOiJub25lIn0." + good.split("\\.", -1)[1] + ".");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer", "Bearer ", "Bearer x", "Bearer a b", "Basic dXNlcjpwdw==", "x"})
  void aHeaderOfAnotherFormIsRefused(String header) {
    mall.anonymous()
        .header("Authorization", header)
        .get("/api/users/me")
        .then()
        .spec(refused(401, "security/token-refused"))
        .header("WWW-Authenticate", equalTo("Bearer"));
  }

  @Test
  void anOldTokenDoesNotKeepAnybodyFromLoggingInAgain() {
    Shopper shopper = mall.newShopper();
    shopper.request().delete("/api/sessions/current").then().statusCode(204);
    shopper
        .request()
        .body(Map.of("username", shopper.username(), "password", Shopper.PASSWORD))
        .post("/api/sessions")
        .then()
        .statusCode(201);
  }

  @Test
  void administratorsOnlyMeansAdministratorsOnly() {
    for (String path :
        new String[] {"/api/products", "/api/stock/7/restock", "/api/orders/7/ship"}) {
      mall.anonymous().body("{}").post(path).then().spec(refused(401, "security/not-logged-in"));
      mall.newShopper()
          .request()
          .body("{}")
          .post(path)
          .then()
          .spec(refused(403, "security/not-allowed"));
    }
  }

  @Test
  void aTokenSaysWhoAndNothingElse() {
    Token token = mall.bean(Tokens.class).issue(new Caller(new UserId(7), Role.USER));
    assertThat(token.toString()).doesNotContain(token.text());
    assertThat(token.expiresAt()).isAfter(Instant.now());
  }

  private void refuse(String token) {
    mall.anonymous()
        .auth()
        .oauth2(token)
        .get("/api/users/me")
        .then()
        .spec(refused(401, "security/token-refused"));
  }

  private String sign(Instant from, Instant until, String issuer) {
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(issuer)
            .subject(mall.newShopper().userId().text())
            .claim("role", "USER")
            .id(UUID.randomUUID().toString())
            .issuedAt(from)
            .expiresAt(until)
            .build();
    JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).build();
    return mall.bean(JwtEncoder.class)
        .encode(JwtEncoderParameters.from(header, claims))
        .getTokenValue();
  }
}
