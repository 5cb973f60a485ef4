package io.mall.app.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;

/** The number of a category; categories are not sharded. */
public record CategoryId(long value) implements Id {

  public CategoryId {
    Id.check(value);
  }

  @JsonCreator(mode = Mode.DELEGATING)
  public static CategoryId of(String text) {
    return new CategoryId(Id.parse(text));
  }

  @Override
  public String toString() {
    return text();
  }
}
