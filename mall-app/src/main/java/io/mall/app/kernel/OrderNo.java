package io.mall.app.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;

/** The number of an order; it carries the slot of the user who placed it. */
public record OrderNo(long value) implements Id {

  public OrderNo {
    Id.check(value);
  }

  @JsonCreator(mode = Mode.DELEGATING)
  public static OrderNo of(String text) {
    return new OrderNo(Id.parse(text));
  }

  @Override
  public String toString() {
    return text();
  }
}
