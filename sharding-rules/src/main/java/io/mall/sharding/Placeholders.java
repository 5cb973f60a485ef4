package io.mall.sharding;

import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Placeholders of a rules file: {@code $${NAME::default}}; an empty default means required. */
final class Placeholders {
  static final String START = "$${";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{(.*?)::(.*?)}");

  private Placeholders() {}

  /** Fills in the values; what has none is added to {@code missing}. */
  static String resolve(
      String text, Function<String, @Nullable String> values, Set<String> missing) {
    Matcher matcher = PLACEHOLDER.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = values.apply(name);
      if (value == null || value.isEmpty()) {
        value = matcher.group(2);
        if (value.isEmpty()) {
          missing.add(name);
        }
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(resolved).toString();
  }
}
