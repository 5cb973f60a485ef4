package io.mall.app.kernel;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;

/** The number of a product; its slot says where the product's stock lives. */
public record ProductId(long value) implements Id {

  public ProductId {
    Id.check(value);
  }

  @JsonCreator(mode = Mode.DELEGATING)
  public static ProductId of(String text) {
    return new ProductId(Id.parse(text));
  }

  @Override
  public String toString() {
    return text();
  }
}
