package io.mall.app.catalog;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What somebody typed into the search box, reduced to words that the full-text index can hold. A
 * title is found when it has, for each of them, a word that begins so.
 *
 * <p>Everything but letters, marks, digits and underscores separates words, so none of it can be an
 * operator of the index. Words that the index leaves out would find nothing, and the whole search
 * with them; they are left out here too.
 */
record SearchWords(List<String> words) {

  /** The server's {@code innodb_ft_min_token_size} and {@code innodb_ft_max_token_size}. */
  static final int MIN_LETTERS = 3;

  private static final int MAX_LETTERS = 84;

  /** Each word is one more walk through the index. */
  private static final int MAX_WORDS = 8;

  /** INFORMATION_SCHEMA.INNODB_FT_DEFAULT_STOPWORD, those of three letters or more. */
  static final Set<String> STOP_WORDS =
      Set.of(
          "about", "are", "com", "for", "from", "how", "that", "the", "this", "was", "what", "when",
          "where", "who", "will", "with", "und", "www");

  // The servers' character tables end with the basic plane; whatever is beyond separates words
  // there.
  private static final Pattern WORD =
      Pattern.compile("[[\\p{L}\\p{M}\\p{N}_]&&[\\u0000-\\uFFFF]]+");

  SearchWords {
    words = words.stream().distinct().sorted().toList();
    if (words.isEmpty()) {
      throw new CatalogProblem.UnsearchableText().toException();
    }
  }

  /** Reads what was typed, or refuses when nothing in it can be searched for. */
  static SearchWords of(String text) {
    Set<String> words = new LinkedHashSet<>();
    Matcher word = WORD.matcher(Normalizer.normalize(text, Normalizer.Form.NFC));
    while (word.find() && words.size() < MAX_WORDS) {
      if (isIndexed(word.group())) {
        words.add(word.group());
      }
    }
    return new SearchWords(List.copyOf(words));
  }

  private static boolean isIndexed(String word) {
    int letters = word.codePointCount(0, word.length());
    return letters >= MIN_LETTERS
        && letters <= MAX_LETTERS
        && !STOP_WORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  /** As {@code MATCH … AGAINST (… IN BOOLEAN MODE)} reads it. */
  String expression() {
    return words.stream().map(word -> '+' + word + '*').collect(Collectors.joining(" "));
  }
}
