package io.mall.app.support;

import io.mall.app.kernel.AddressId;
import io.mall.app.kernel.UserId;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.Map;

/** Somebody with an account who is logged in. */
public record Shopper(Mall mall, UserId userId, String username, String token) {

  public static final String PASSWORD = "correct-horse";

  static Shopper register(Mall mall, String username) {
    Map<String, String> credentials = Map.of("username", username, "password", PASSWORD);
    Response registered = mall.anonymous().body(credentials).post("/api/users");
    registered.then().statusCode(201);
    String token = logIn(mall, username);
    return new Shopper(mall, UserId.of(registered.path("userId")), username, token);
  }

  /** Logs in and answers the token. */
  public static String logIn(Mall mall, String username) {
    Map<String, String> credentials = Map.of("username", username, "password", PASSWORD);
    Response session = mall.anonymous().body(credentials).post("/api/sessions");
    session.then().statusCode(201);
    return session.path("token");
  }

  /** The same user with a further log-in. */
  public Shopper logInAgain() {
    return new Shopper(mall, userId, username, logIn(mall, username));
  }

  /** A request by this user. */
  public RequestSpecification request() {
    return mall.anonymous().auth().oauth2(token);
  }

  /** This user, in a hurry. */
  public QuickClient quick() {
    return new QuickClient(mall, token);
  }

  /** A request by this user to another instance of the shop. */
  public RequestSpecification requestTo(Mall other) {
    return other.anonymous().auth().oauth2(token);
  }

  /** Writes an address into the user's address book. */
  public AddressId newAddress() {
    Response added = request().body(ADDRESS).post("/api/users/me/addresses");
    added.then().statusCode(201);
    return AddressId.of(added.path("addressId"));
  }

  /** An address that is valid. */
  public static final Map<String, String> ADDRESS =
      Map.of(
          "recipient", "Zoë Müller",
          "phone", "+41 44 668 18 00",
          "line1", "Bahnhofstrasse 1",
          "city", "Zürich",
          "postalCode", "8001",
          "country", "CH");
}
