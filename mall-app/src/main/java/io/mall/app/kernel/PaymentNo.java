package io.mall.app.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;

/** The number of a payment; it carries the slot of the user who pays. */
public record PaymentNo(long value) implements Id {

  public PaymentNo {
    Id.check(value);
  }

  @JsonCreator(mode = Mode.DELEGATING)
  public static PaymentNo of(String text) {
    return new PaymentNo(Id.parse(text));
  }

  @Override
  public String toString() {
    return text();
  }
}
