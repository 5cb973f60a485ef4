package io.mall.app.answer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads {@code Accept} as far as somebody needs to who sends nothing but JSON. */
final class Accept {

  private Accept() {}

  /**
   * Whether plain JSON may be sent, for certain. What is left to others: JSON that is refused, by
   * itself or with everything, and JSON with parameters.
   */
  static boolean takesJson(@Nullable String header) {
    if (header == null || header.equals("*/*")) {
      return true;
    }
    boolean takes = false;
    for (int from = 0; from < header.length(); ) {
      int comma = header.indexOf(',', from);
      int end = comma < 0 ? header.length() : comma;
      int semicolon = header.indexOf(';', from);
      int nameEnd = semicolon < 0 || semicolon > end ? end : semicolon;
      switch (header.substring(from, nameEnd).strip().toLowerCase(Locale.ROOT)) {
        case "*/*", "application/*", "application/json" -> {
          if (nameEnd < end && !isWeight(header.substring(nameEnd + 1, end))) {
            return false;
          }
          takes = true;
        }
        default -> {}
      }
      from = end + 1;
    }
    return takes;
  }

  /** Whether parameters are a weight above 0 and nothing else. */
  private static boolean isWeight(String parameters) {
    return parameters.indexOf(';') < 0
        && parameters.strip().regionMatches(true, 0, "q=", 0, 2)
        && AcceptEncoding.weight(parameters) > 0;
  }
}
