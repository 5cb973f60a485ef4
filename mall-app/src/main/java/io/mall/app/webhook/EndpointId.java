package io.mall.app.webhook;

import com.fasterxml.jackson.annotation.JsonValue;
import io.mall.app.kernel.Id;

/** The number of an endpoint; endpoints are not sharded. */
record EndpointId(long value) {

  public static EndpointId of(String text) {
    return new EndpointId(Id.parse(text));
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
