package io.mall.app.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.mall.app.kernel.Id;

/** The number of a message, which is that of its event: it carries the slot of the order's user. */
record MessageId(long value) {

  public static MessageId of(String text) {
    return new MessageId(Id.parse(text));
  }

  @JsonValue
  String text() {
    return Long.toString(value);
  }

  @Override
  public String toString() {
    return text();
  }
}
