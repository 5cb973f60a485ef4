package io.mall.app.answer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code Accept-Encoding} as RFC 9110, 12.5.3 has it. */
final class AcceptEncoding {

  private static final double UNNAMED = -1;

  private AcceptEncoding() {}

  /**
   * Whether gzip may be sent and is not liked less than the plain bytes. Who likes neither gets the
   * plain ones.
   */
  static boolean prefersGzip(@Nullable String header) {
    if (header == null || header.isEmpty()) {
      return false;
    }
    double gzip = UNNAMED;
    double identity = UNNAMED;
    double others = UNNAMED;
    for (int from = 0; from < header.length(); ) {
      int comma = header.indexOf(',', from);
      int end = comma < 0 ? header.length() : comma;
      int semicolon = header.indexOf(';', from);
      int nameEnd = semicolon < 0 || semicolon > end ? end : semicolon;
      double weight = nameEnd == end ? 1 : weight(header.substring(nameEnd + 1, end));
      switch (header.substring(from, nameEnd).strip().toLowerCase(Locale.ROOT)) {
        case "gzip", "x-gzip" -> gzip = weight;
        case "identity" -> identity = weight;
        case "*" -> others = weight;
        default -> {}
      }
      from = end + 1;
    }
    double forGzip = gzip == UNNAMED ? others : gzip;
    // Not named, it may be sent, but whoever names gzip wants that.
    return forGzip > 0 && forGzip >= identity;
  }

  /** The q of the parameters; one that is no number counts as 0: then the plain bytes are safe. */
  static double weight(String parameters) {
    for (String parameter : parameters.split(";", -1)) {
      String text = parameter.strip();
      if (text.startsWith("q=") || text.startsWith("Q=")) {
        try {
          return Double.parseDouble(text.substring(2));
        } catch (NumberFormatException noNumber) {
          return 0;
        }
      }
    }
    return 1;
  }
}
