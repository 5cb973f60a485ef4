package io.mall.app.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;

/** The number of an address; it carries the slot of the user it belongs to. */
public record AddressId(long value) implements Id {

  public AddressId {
    Id.check(value);
  }

  @JsonCreator(mode = Mode.DELEGATING)
  public static AddressId of(String text) {
    return new AddressId(Id.parse(text));
  }

  @Override
  public String toString() {
    return text();
  }
}
