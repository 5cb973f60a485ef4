package io.mall.sharding.slot;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** A value of a sharding column as the driver or the parser hands it over, turned into a slot. */
final class KeyValue {
  private static final int SHOWN = 64;

  private KeyValue() {}

  /** The slot of an id, whichever integer type or decimal text it comes in. */
  static int slotOfId(String table, String column, @Nullable Object value) {
    return (int) (integer(table, column, value) & (Slot.COUNT - 1));
  }

  /** The slot of a name. */
  static int slotOfName(String table, String column, @Nullable Object value) {
    if (!(value instanceof String name)) {
      throw wrong(table, column, value, "is not text");
    }
    try {
      return Slot.ofName(name).value();
    } catch (IllegalArgumentException e) {
      throw wrong(table, column, value, "is not a name in printable ASCII");
    }
  }

  /** A slot given as such. */
  static int slot(String table, String column, @Nullable Object value) {
    long slot = integer(table, column, value);
    if (slot >= Slot.COUNT) {
      throw wrong(table, column, value, "is not a slot: those are 0 to " + (Slot.COUNT - 1));
    }
    return (int) slot;
  }

  /** A bound of a range of slots, which may lie outside of them. */
  static long bound(String table, String column, Object value) {
    return integer(table, column, value);
  }

  private static long integer(String table, String column, @Nullable Object value) {
    return switch (value) {
      case null -> throw wrong(table, column, value, "is null");
      case Long number -> notNegative(table, column, number);
      case Integer number -> notNegative(table, column, number);
      case Short number -> notNegative(table, column, number);
      case Byte number -> notNegative(table, column, number);
      case BigInteger number -> small(table, column, number);
      case BigDecimal number -> whole(table, column, number);
      case String text -> decimal(table, column, text);
      default ->
          throw wrong(
              table,
              column,
              value,
              "is a " + value.getClass().getSimpleName() + ", not an integer");
    };
  }

  private static long notNegative(String table, String column, long value) {
    if (value < 0) {
      throw wrong(table, column, value, "is negative");
    }
    return value;
  }

  private static long small(String table, String column, BigInteger value) {
    if (value.signum() < 0) {
      throw wrong(table, column, value, "is negative");
    }
    if (value.bitLength() > 63) {
      throw wrong(table, column, value, "is larger than an id can be");
    }
    return value.longValue();
  }

  private static long whole(String table, String column, BigDecimal value) {
    // Digits before the point first: 1E+1000000000 must not be written out.
    if (value.precision() - (long) value.scale() > 19) {
      throw wrong(table, column, value, "is larger than an id can be");
    }
    if (value.signum() != 0 && value.stripTrailingZeros().scale() > 0) {
      throw wrong(table, column, value, "is a fraction");
    }
    return small(table, column, value.toBigInteger());
  }

  private static long decimal(String table, String column, String text) {
    boolean digits = !text.isEmpty() && text.length() <= SHOWN;
    for (int i = 0; digits && i < text.length(); i++) {
      digits = text.charAt(i) >= '0' && text.charAt(i) <= '9';
    }
    if (!digits) {
      throw wrong(table, column, text, "is not a decimal integer");
    }
    return small(table, column, new BigInteger(text));
  }

  private static UnroutableException wrong(
      String table, String column, @Nullable Object value, String reason) {
    return UnroutableException.badKey(
        "%s.%s = %s cannot be routed: it %s".formatted(table, column, shown(value), reason));
  }

  private static String shown(@Nullable Object value) {
    String text = value instanceof BigDecimal number ? number.toString() : String.valueOf(value);
    String cut = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
    return value instanceof String ? "'" + cut + "'" : cut;
  }
}
