package io.mall.app.control;

import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One optimisation that the shop can do without, and whether it is used now. A module declares a
 * bean for each and asks it whenever the optimisation could be used; off must be right too, only
 * dearer. It is on at the start, belongs to one instance, and is changed by operators only.
 */
public final class Switch {

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final String name;
  private final String what;
  private volatile State state = new State(true, null);

  /** Whether it is on, and who changed that; null when nobody has since the start. */
  private record State(boolean on, @Nullable Change change) {}

  /**
   * Who changed it last, when, and why.
   *
   * @param by a name that the operator gave, or the address the request came from
   */
  record Change(Instant at, String by, String reason) {}

  /**
   * Something that is on.
   *
   * @param name words in lower case with hyphens between; unique in the shop
   * @param what what it does and what is done without it, in one sentence for operators
   */
  public Switch(String name, String what) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of a switch: " + name);
    }
    this.name = name;
    this.what = what;
  }

  public boolean isOn() {
    return state.on();
  }

  public String name() {
    return name;
  }

  String what() {
    return what;
  }

  @Nullable Change lastChange() {
    return state.change();
  }

  void turn(boolean on, Change change) {
    state = new State(on, change);
  }
}
