package io.mall.sharding.route.ddl;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A column of a logic table.
 *
 * @param type the type's name in upper case, without its length
 * @param declaration the type as it is written, with length, sign and character set
 * @param generated whether the server computes it
 */
public record LogicColumn(
    String name,
    String type,
    String declaration,
    boolean nullable,
    boolean generated,
    boolean autoIncrement) {

  /** What a key of this column looks like in a program. */
  public enum Family {
    INTEGER,
    TEXT,
    TIME,
    OTHER
  }

  private static final Pattern ATTRIBUTES =
      Pattern.compile(
          " (CHARACTER|COLLATE|NOT|NULL|DEFAULT|AS|GENERATED|AUTO_INCREMENT|COMMENT|PRIMARY|UNIQUE|CHECK)\\b.*");
  private static final Pattern COLLATION = Pattern.compile("(?i)\\bCOLLATE\\s+(\\w+)");
  private static final Set<String> INTEGERS =
      Set.of("TINYINT", "SMALLINT", "MEDIUMINT", "INT", "INTEGER", "BIGINT");
  private static final Set<String> TEXTS =
      Set.of("CHAR", "VARCHAR", "TEXT", "TINYTEXT", "MEDIUMTEXT", "LONGTEXT", "ENUM");
  private static final Set<String> TIMES = Set.of("DATE", "DATETIME", "TIMESTAMP", "TIME", "YEAR");

  /** The family of the type. */
  public Family family() {
    String upper = type.toUpperCase(Locale.ROOT);
    return INTEGERS.contains(upper)
        ? Family.INTEGER
        : TEXTS.contains(upper) ? Family.TEXT : TIMES.contains(upper) ? Family.TIME : Family.OTHER;
  }

  /** Whether it is text with a collation of its own that tells upper from lower case. */
  public boolean binaryText() {
    Matcher collation = COLLATION.matcher(declaration);
    return family() == Family.TEXT
        && collation.find()
        && !collation.group(1).toLowerCase(Locale.ROOT).endsWith("_ci");
  }

  /** Type, length and sign, in one spelling: what must be equal where two columns are joined. */
  public String shape() {
    String text = declaration.toUpperCase(Locale.ROOT).replaceAll("\\s+", " ");
    String head = ATTRIBUTES.matcher(text).replaceFirst("");
    return family() == Family.INTEGER ? head.replaceAll("\\s*\\(\\d+\\)", "") : head;
  }
}
