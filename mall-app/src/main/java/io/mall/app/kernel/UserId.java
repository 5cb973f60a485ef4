package io.mall.app.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;

/** The number of a user; it carries the user's slot, which is the hash of the user name. */
public record UserId(long value) implements Id {

  public UserId {
    Id.check(value);
  }

  @JsonCreator(mode = Mode.DELEGATING)
  public static UserId of(String text) {
    return new UserId(Id.parse(text));
  }

  @Override
  public String toString() {
    return text();
  }
}
