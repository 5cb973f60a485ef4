package io.mall.app.user;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.AddressId;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.Shopper;
import io.mall.sharding.route.RouteLog;
import io.mall.sharding.route.RoutedStatement;
import io.mall.sharding.slot.Slot;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@MallTest
class UserRouteTest {

  private final Mall mall;

  UserRouteTest(Mall mall) {
    this.mall = mall;
  }

  @Test
  void everythingOfAUserHappensInOneTableGroupOnThePrimary() {
    String name = Mall.freshName();
    int group = Slot.ofName(name).group().number();
    try (RouteLog log = RouteLog.record()) {
      Shopper shopper = mall.newShopper(name);
      AddressId address = shopper.newAddress();
      String path = "/api/users/me/addresses";
      shopper.request().get("/api/users/me").then().statusCode(200);
      shopper.request().body(Map.of("email", "")).patch("/api/users/me").then().statusCode(200);
      shopper.request().get(path).then().statusCode(200);
      shopper.request().body(Shopper.ADDRESS).put(path + "/" + address).then().statusCode(200);
      shopper.request().delete(path + "/" + address).then().statusCode(204);
      // Sweeps of other modules run all the time.
      List<RoutedStatement> statements =
          log.statements().stream()
              .filter(each -> String.valueOf(each.name()).matches("(user|address)\\..*"))
              .toList();
      assertThat(statements)
          .extracting(RoutedStatement::name)
          .containsExactly(
              "user.insert",
              "user.findByName",
              "user.lock",
              "address.count",
              "address.insert",
              "user.find",
              "user.change",
              "user.find",
              "address.list",
              "address.replace",
              "address.delete");
      String dataSource = group < 8 ? "ds_0." : "ds_1.";
      assertThat(statements)
          .allSatisfy(
              statement -> {
                assertThat(statement.nodes())
                    .containsAnyOf(dataSource + "users_" + group, dataSource + "addresses_" + group)
                    .hasSize(1);
                assertThat(statement.primary()).isTrue();
              });
    }
  }
}
