package io.mall.app.stock;

/** How much of a product is where; also the difference between two such. */
record Levels(long available, long reserved, long sold) {

  static final Levels NONE = new Levels(0, 0, 0);

  static Levels of(Stock stock) {
    return new Levels(stock.available(), stock.reserved(), stock.sold());
  }

  Levels plus(Levels other) {
    return new Levels(available + other.available, reserved + other.reserved, sold + other.sold);
  }

  /** The lower of the two, place by place. */
  Levels least(Levels other) {
    return new Levels(
        Math.min(available, other.available),
        Math.min(reserved, other.reserved),
        Math.min(sold, other.sold));
  }

  Levels negated() {
    return new Levels(-available, -reserved, -sold);
  }

  boolean isNegative() {
    return available < 0 || reserved < 0 || sold < 0;
  }
}
