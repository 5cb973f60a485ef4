package io.mall.app.problem;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One way in which a module refuses. A module lists all of its ways, in order of precedence, as
 * records in one sealed interface {@code <Module>Problem}; the code follows from the names: {@code
 * OrderProblem.AlreadyPaid} is {@code order/already-paid}.
 */
public interface Problem {

  Kind kind();

  /** One sentence for the client: what was refused and why, without data of other people. */
  String detail();

  /** The fields at fault, where the client can correct them. */
  default List<InvalidField> errors() {
    return List.of();
  }

  /** When it is worth another try, sent as {@code Retry-After}. */
  default @Nullable Duration retryAfter() {
    return null;
  }

  default String code() {
    return code(getClass());
  }

  default String title() {
    return title(code());
  }

  default ProblemException toException() {
    return new ProblemException(this);
  }

  /** What a code says, for people. */
  static String title(String code) {
    String words = code.substring(code.indexOf('/') + 1).replace('-', ' ');
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** The public code of a type of problem; it is part of the REST contract. */
  static String code(Class<? extends Problem> type) {
    Class<?> module = type.getEnclosingClass();
    if (module == null || !module.getSimpleName().endsWith("Problem")) {
      throw new IllegalArgumentException(type + " is not nested in an interface <Module>Problem");
    }
    String name = module.getSimpleName();
    String prefix = name.substring(0, name.length() - "Problem".length());
    return Names.hyphenate(prefix) + "/" + Names.hyphenate(type.getSimpleName());
  }

  /** How a type's name becomes a word of the contract. */
  final class Names {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private Names() {}

    static String hyphenate(String typeName) {
      return HUMP.matcher(typeName).replaceAll("-").toLowerCase(Locale.ROOT);
    }
  }
}
