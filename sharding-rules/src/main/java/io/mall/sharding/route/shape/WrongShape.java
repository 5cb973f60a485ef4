package io.mall.sharding.route.shape;

/**
 * Why one execution of a statement would be answered wrongly.
 *
 * @param detail what in the statement has the shape
 */
public record WrongShape(Shape shape, String detail) {

  /** The shape, what has it and a way out, in one sentence. */
  public String text() {
    return "%s (%s): %s; %s".formatted(shape.label(), detail, shape.why(), shape.rewrite());
  }
}
