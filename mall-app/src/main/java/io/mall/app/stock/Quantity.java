package io.mall.app.stock;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;

/** How much to put in or to take out. */
record Quantity(@NotNull @Min(1) @Max(Quantity.MAX) Long quantity) {

  /** So large that no warehouse has it, so small that nine thousand million of it fit a column. */
  static final long MAX = 1_000_000_000;
}
