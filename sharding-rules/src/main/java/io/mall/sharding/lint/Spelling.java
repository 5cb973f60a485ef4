package io.mall.sharding.lint;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
final class Spelling {

  private Spelling() {}

  /** The nearest word, if it is near enough that a person would call it a slip. */
  static Optional<String> nearest(String word, Collection<String> known) {
    int limit = Math.max(1, Math.min(3, word.length() / 3));
    return known.stream()
        .filter(each -> distance(plain(word), plain(each)) <= limit)
        .min(
            Comparator.<String>comparingInt(each -> distance(plain(word), plain(each)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** "; did you mean x?", or what there is. */
  static String hint(String word, Collection<String> known) {
    return nearest(word, known)
        .map(each -> "Write " + each + ".")
        .orElseGet(() -> "Known are: " + String.join(", ", known.stream().sorted().toList()) + ".");
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }

  private static int distance(String left, String right) {
    int[] previous = new int[right.length() + 1];
    for (int j = 0; j <= right.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= left.length(); i++) {
      int[] current = new int[right.length() + 1];
      current[0] = i;
      for (int j = 1; j <= right.length(); j++) {
        int change = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[right.length()];
  }
}
