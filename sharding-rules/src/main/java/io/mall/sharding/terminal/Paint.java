package io.mall.sharding.terminal;

import picocli.CommandLine.Help.Ansi;

/**
 * Colours, where the output is a terminal that shows them.
 *
 * @param ansi what picocli found out, or was told
 */
public record Paint(Ansi ansi) {

  /** Wrong. */
  public String red(String text) {
    return in("red", text);
  }

  /** Doubtful. */
  public String yellow(String text) {
    return in("yellow", text);
  }

  /** Fine. */
  public String green(String text) {
    return in("green", text);
  }

  /** A heading. */
  public String bold(String text) {
    return in("bold", text);
  }

  /** Beside the point. */
  public String faint(String text) {
    return in("faint", text);
  }

  private String in(String style, String text) {
    if (!ansi.enabled()) {
      return text;
    }
    Ansi.IStyle[] styles = Ansi.Style.parse(style);
    return Ansi.Style.on(styles) + text + Ansi.Style.off(styles);
  }
}
