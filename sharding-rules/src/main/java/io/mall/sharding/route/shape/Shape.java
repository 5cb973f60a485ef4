package io.mall.sharding.route.shape;

import java.util.Locale;

/** A shape of statement. */
public enum Shape {
  /** to come */
  UNION("x", "y");

  private final String why;
  private final String rewrite;

  Shape(String why, String rewrite) {
    this.why = why;
    this.rewrite = rewrite;
  }

  /** Its name in messages and metrics: {@code unbound-join}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** What goes wrong. */
  public String why() {
    return why;
  }

  /** What to write instead. */
  public String rewrite() {
    return rewrite;
  }
}
