package io.mall.app.webhook;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/** What can be told. The names are a contract with those who listen. */
public enum Topic {
  ORDER_PLACED,
  ORDER_PAID,
  ORDER_SHIPPED,
  ORDER_RECEIVED,
  ORDER_CANCELLED,
  ORDER_EXPIRED,
  PAYMENT_STARTED,
  PAYMENT_SUCCEEDED,
  PAYMENT_FAILED,
  PAYMENT_REFUNDED;

  /** {@code order.placed} and its like. */
  @JsonValue
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '.');
  }

  @JsonCreator
  static Topic of(String text) {
    return Arrays.stream(values())
        .filter(topic -> topic.text().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "must be one of "
                        + String.join(", ", Arrays.stream(values()).map(Topic::text).toList())));
  }
}
