package io.mall.sharding.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows in columns as wide as their widest cell; a column of numbers stands to the right. */
public final class TextTable {

  private final List<String> head;
  private final List<List<String>> rows = new ArrayList<>();

  /** A table with these headings. */
  public TextTable(String... head) {
    this.head = List.of(head);
  }

  /** Adds a row, one cell a heading. */
  public void add(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object each : cells) {
      row.add(String.valueOf(each));
    }
    rows.add(row);
  }

  /** Whether there is no row. */
  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** The lines, the headings first. */
  public List<String> lines(Paint paint) {
    List<String> lines = new ArrayList<>();
    lines.add(paint.bold(line(head)));
    rows.forEach(row -> lines.add(line(row)));
    return lines;
  }

  private String line(List<String> cells) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < head.size(); i++) {
      String cell = cells.get(i);
      String gap = " ".repeat(Math.max(0, width(i) - length(cell)));
      line.append(i == 0 ? "" : "  ").append(isNumeric(i) ? gap + cell : cell + gap);
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    int width = head.get(column).length();
    for (List<String> row : rows) {
      width = Math.max(width, length(row.get(column)));
    }
    return width;
  }

  /** Without the marks of colours. */
  private static int length(String cell) {
    return cell.indexOf('\u001B') < 0
        ? cell.length()
        : cell.replaceAll("\u001B\\[[;\\d]*m", "").length();
  }

  private boolean isNumeric(int column) {
    return !rows.isEmpty()
        && rows.stream()
            .allMatch(row -> row.get(column).matches("[-+]?[\\d,.]* ?([%x]|[KMGT]?B|s)?"));
  }
}
