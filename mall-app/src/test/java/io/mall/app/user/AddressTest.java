package io.mall.app.user;

import static io.mall.app.support.Problems.refused;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import io.mall.app.kernel.AddressId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.restassured.response.Response;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@MallTest
class AddressTest {

  private static final String PATH = "/api/users/me/addresses";

  private final Mall mall;

  AddressTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void addressesAreAddedListedReplacedAndRemoved() {
    Shopper shopper = mall.newShopper();
    Response added = shopper.request().body(Shopper.ADDRESS).post(PATH);
    String id = added.path("addressId");
    added
        .then()
        .statusCode(201)
        .header("Location", endsWith(PATH + "/" + id))
        .body("line2", equalTo(""))
        .body("city", equalTo("Zürich"));
    AddressId second = shopper.newAddress();
    shopper
        .request()
        .get(PATH)
        .then()
        .statusCode(200)
        .body("items.addressId", contains(id, second.text()))
        .body("nextCursor", equalTo(null));
    shopper
        .request()
        .body(with("city", "Winterthur"))
        .put(PATH + "/" + id)
        .then()
        .statusCode(200)
        .body("addressId", equalTo(id))
        .body("city", equalTo("Winterthur"));
    shopper.request().delete(PATH + "/" + id).then().statusCode(204);
    shopper.request().get(PATH).then().body("items", hasSize(1));
  }

  @Test
  void replacingByTheSameIsNoRefusal() {
    Shopper shopper = mall.newShopper();
    AddressId id = shopper.newAddress();
    shopper.request().body(Shopper.ADDRESS).put(PATH + "/" + id).then().statusCode(200);
    shopper.request().body(Shopper.ADDRESS).put(PATH + "/" + id).then().statusCode(200);
  }

  @Test
  void anotherUsersAddressIsAbsent() {
    Shopper owner = mall.newShopper();
    AddressId id = owner.newAddress();
    // One in another slot, one whose slot happens to be the stranger's own.
    Shopper stranger = mall.newShopper();
    AddressId lookalike = new AddressId((id.value() & ~1023L) | stranger.userId().slot());
    for (AddressId wrong : new AddressId[] {id, lookalike}) {
      stranger
          .request()
          .body(Shopper.ADDRESS)
          .put(PATH + "/" + wrong)
          .then()
          .spec(refused(404, "user/address-absent"));
      stranger
          .request()
          .delete(PATH + "/" + wrong)
          .then()
          .spec(refused(404, "user/address-absent"));
    }
    owner.request().get(PATH).then().body("items", hasSize(1));
  }

  @ParameterizedTest
  @CsvSource({"abc", "0", "-1", "1.5", "99999999999999999999", "%20"})
  void anIdOfAnotherFormIsRefused(String id) {
    mall.newShopper()
        .request()
        .urlEncodingEnabled(false)
        .delete(PATH + "/" + id)
        .then()
        .spec(refused(400, "request/wrong-type", "addressId"));
  }

  @ParameterizedTest
  @CsvSource({
    "recipient, ''",
    "recipient, '     '",
    "phone, call me",
    "country, ch",
    "country, XXX",
    "postalCode, 12345678901234567",
  })
  void aBadAddressIsRefusedAndNamesTheField(String field, String value) {
    mall.newShopper()
        .request()
        .body(with(field, value))
        .post(PATH)
        .then()
        .spec(refused(400, "request/invalid-fields", field));
  }

  @Test
  void anOverlongLineIsRefusedAndALongEnoughOneIsKept() {
    Shopper shopper = mall.newShopper();
    shopper
        .request()
        .body(with("line1", "x".repeat(129)))
        .post(PATH)
        .then()
        .spec(refused(400, "request/invalid-fields", "line1"));
    String emoji = "😀".repeat(128);
    shopper
        .request()
        .body(with("line1", emoji))
        .post(PATH)
        .then()
        .statusCode(201)
        .body("line1", equalTo(emoji));
    shopper.request().get(PATH).then().body("items[0].line1", equalTo(emoji));
  }

  @Test
  void anAddressBookHasABound() {
    Shopper shopper = mall.newShopper();
    for (int i = 0; i < 50; i++) {
      shopper.newAddress();
    }
    shopper
        .request()
        .body(Shopper.ADDRESS)
        .post(PATH)
        .then()
        .spec(refused(409, "user/too-many-addresses"));
  }

  private static Map<String, String> with(String field, String value) {
    Map<String, String> address = new HashMap<>(Shopper.ADDRESS);
    address.put(field, value);
    return address;
  }
}
