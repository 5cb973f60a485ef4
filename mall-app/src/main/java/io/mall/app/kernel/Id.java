package io.mall.app.kernel;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A positive 63-bit number that carries its slot in the lowest ten bits. JSON shows it as a string,
 * because a JavaScript number holds 53 bits only.
 */
public sealed interface Id permits UserId, AddressId, OrderNo, PaymentNo, ProductId, CategoryId {

  long value();

  /** Where the row lives: 0 to 1023. */
  default int slot() {
    return (int) (value() & 1023);
  }

  @JsonValue
  default String text() {
    return Long.toString(value());
  }

  /** The number a client wrote: decimal digits only, without sign, blank or leading zero. */
  static long parse(String text) {
    int length = text.length();
    if (length == 0 || length > 19 || text.charAt(0) == '0') {
      throw new IllegalArgumentException("must be a positive whole number of at most 19 digits");
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        throw new IllegalArgumentException("must be a positive whole number of at most 19 digits");
      }
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException tooLarge) {
      throw new IllegalArgumentException("must be at most " + Long.MAX_VALUE, tooLarge);
    }
  }

  static void check(long value) {
    if (value <= 0) {
      throw new IllegalArgumentException("must be positive");
    }
  }
}
