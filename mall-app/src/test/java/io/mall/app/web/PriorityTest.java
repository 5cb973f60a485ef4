package io.mall.app.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriorityTest {

  @ParameterizedTest
  @CsvSource({
    "GET, /api/products/42, BROWSE",
    "HEAD, /api/products, BROWSE",
    "GET, /api/stock/42, BROWSE",
    "GET, /v3/api-docs, BROWSE",
    "GET, /api/ordersomething, BROWSE",
    "PATCH, /api/products/42, ACCOUNT",
    "POST, /api/stock/batch, ACCOUNT",
    "POST, /api/sessions, ACCOUNT",
    "GET, /api/users/me, ACCOUNT",
    "PUT, /api/cart/items/42, ACCOUNT",
    "POST, /api/orders, CHECKOUT",
    "GET, /api/orders/42, CHECKOUT",
    "POST, /api/payments, CHECKOUT",
    "POST, /api/payments/callback, CALLBACK",
  })
  void everyRequestHasItsWorth(String method, String path, Priority priority) {
    assertThat(Priority.of(method, path)).isEqualTo(priority);
  }
}
