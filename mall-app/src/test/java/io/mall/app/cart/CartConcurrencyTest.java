package io.mall.app.cart;

import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.ProductId;
import io.mall.app.support.Crowd;
import io.mall.app.support.Mall;
import io.mall.app.support.MallTest;
import io.mall.app.support.QuickClient;
import io.mall.app.support.Shopper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@MallTest
class CartConcurrencyTest {

  private final Mall mall;
  private final Shopper shopper;
  private final QuickClient client;
  private final Carts carts;

  CartConcurrencyTest(Mall mall) {
    this.mall = mall;
    this.shopper = mall.newShopper();
    this.client = shopper.quick();
    this.carts = mall.bean(Carts.class);
  }

  @Test
  void thirtyClientsOfOneUserAddToOneLineAndNothingGetsLost() {
    ProductId product = mall.shelf().newProduct(1);

    List<Integer> answers = Crowd.of(30).act(10, (each, round) -> add(product, 1 + round % 3));

    assertThat(answers).hasSize(300).containsOnly(200);
    assertThat(quantities()).containsExactly(30 * (4 * 1 + 3 * 2 + 3 * 3));
  }

  @Test
  void thirtyClientsOfOneUserAddToManyLinesAndNothingGetsLost() {
    List<ProductId> products = products(6);

    List<Integer> answers =
        Crowd.of(30).act(12, (each, round) -> add(products.get((each + round) % 6), 1));

    assertThat(answers).containsOnly(200);
    assertThat(quantities()).hasSize(6).containsOnly(60);
  }

  @Test
  void thirtyUsersAddWithoutDisturbingEachOther() {
    List<ProductId> products = products(3);
    List<Shopper> shoppers = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      shoppers.add(mall.newShopper());
    }

    List<Integer> answers =
        Crowd.of(30)
            .act(9, (each, round) -> add(shoppers.get(each).quick(), products.get(round % 3), 1));

    assertThat(answers).containsOnly(200);
    assertThat(shoppers)
        .allSatisfy(
            each ->
                assertThat(carts.lines(each.userId()))
                    .hasSize(3)
                    .allMatch(line -> line.quantity() == 3));
  }

  @Test
  void theBoundOfALineIsKeptWithoutLosingWhatFits() {
    ProductId product = mall.shelf().newProduct(1);

    List<Integer> answers = Crowd.of(30).act(2, (each, round) -> add(product, 50));

    assertThat(answers).containsOnly(200, 409);
    assertThat(answers).filteredOn(status -> status == 200).hasSize(19);
    assertThat(quantities()).containsExactly(19 * 50);
  }

  @Test
  void theBoundOfACartIsKept() {
    Stuffing.fill(mall, shopper, Carts.MAX_LINES - 5);
    List<ProductId> products = products(15);

    List<Integer> answers =
        Crowd.of(30).act(2, (each, round) -> add(products.get((each + round) % 15), 1));

    assertThat(answers).containsOnly(200, 409);
    List<CartLine> lines = carts.lines(shopper.userId());
    assertThat(lines).hasSize(Carts.MAX_LINES);
    assertThat(lines.stream().mapToLong(CartLine::quantity).sum())
        .isEqualTo(95 + answers.stream().filter(status -> status == 200).count());
  }

  @Test
  void addingSettingAndRemovingAtOnceNeverFails() {
    List<ProductId> products = products(4);

    List<Integer> answers =
        Crowd.of(30)
            .act(
                5,
                (each, round) -> {
                  ProductId product = products.get((each + round) % 4);
                  return switch (each % 3) {
                    case 0 -> add(product, 2);
                    case 1 -> client.send("PUT", "/api/cart/items/" + product, "{\"quantity\":3}");
                    default -> client.send("DELETE", "/api/cart/items/" + product, "");
                  };
                });

    assertThat(answers).containsOnly(200);
    assertThat(quantities()).hasSizeLessThanOrEqualTo(4).allMatch(quantity -> quantity > 0);
  }

  private List<Integer> quantities() {
    return carts.lines(shopper.userId()).stream().map(CartLine::quantity).toList();
  }

  private List<ProductId> products(int number) {
    List<ProductId> products = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      products.add(mall.shelf().newProduct(1));
    }
    return products;
  }

  private int add(ProductId product, int quantity) {
    return add(client, product, quantity);
  }

  private static int add(QuickClient client, ProductId product, int quantity) {
    return client.send(
        "POST",
        "/api/cart/items",
        "{\"productId\":\"" + product + "\",\"quantity\":" + quantity + "}");
  }
}
