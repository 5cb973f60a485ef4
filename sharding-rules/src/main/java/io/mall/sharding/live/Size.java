package io.mall.sharding.live;

import java.sql.SQLException;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * How large an actual table is.
 *
 * @param bytes of rows and indexes, as the server estimates them
 */
public record Size(long rows, long bytes) {

  /** Up to so many rows, as estimated, a table is counted rather than taken as estimated. */
  private static final long COUNTED = 500_000;

  private static final String TABLES =
      """
      SELECT TABLE_NAME AS name, TABLE_ROWS AS number, DATA_LENGTH + INDEX_LENGTH AS bytes
      FROM information_schema.TABLES
      WHERE TABLE_SCHEMA = DATABASE() AND TABLE_TYPE = 'BASE TABLE'
      """;

  /** Both together. */
  public Size plus(Size other) {
    return new Size(rows + other.rows, bytes + other.bytes);
  }

  /** The tables of the connection's schema. */
  public static Map<String, Size> of(LiveSource source) throws SQLException {
    Map<String, Size> sizes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (Map<String, String> row : source.rows(TABLES)) {
      String name = row.getOrDefault("name", "");
      long rows = number(row.getOrDefault("number", ""));
      if (rows <= COUNTED) {
        rows = number(source.value("SELECT COUNT(*) FROM `" + name + "`"));
      }
      sizes.put(name, new Size(rows, number(row.getOrDefault("bytes", ""))));
    }
    return sizes;
  }

  private static long number(String text) {
    return text.isEmpty() ? 0 : Long.parseLong(text);
  }

  /** Bytes as people say them. */
  public static String bytes(long bytes) {
    String[] units = {"B", "KB", "MB", "GB", "TB"};
    int unit = 0;
    double value = (double) bytes;
    while (value >= 1024 && unit < units.length - 1) {
      value /= 1024;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
  }
}
