package io.mall.app.catalog;

import java.util.Arrays;
import java.util.Optional;

/** An order of the product list. */
enum Sort {
  NEWEST("newest"),
  CHEAPEST("price"),
  DEAREST("-price");

  private final String text;

  Sort(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  static Optional<Sort> find(String text) {
    return Arrays.stream(values()).filter(sort -> sort.text.equals(text)).findAny();
  }
}
