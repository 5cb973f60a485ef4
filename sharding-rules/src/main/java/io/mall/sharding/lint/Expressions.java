package io.mall.sharding.lint;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.shardingsphere.infra.expr.core.InlineExpressionParserFactory;

/**
 * Inline expressions, evaluated by ShardingSphere itself. They are Groovy and a rules file may come
 * from a stranger's pull request, so what uses more than arithmetic and text is not run.
 */
final class Expressions {

  private static final Set<String> HARMLESS =
      Set.of(
          ("intdiv toInteger toLong toBigInteger toString hashCode abs Math floorMod substring length"
                  + " size padLeft padRight minus mod div plus multiply Long Integer String BigInteger"
                  + " valueOf parseInt parseLong format trim toLowerCase toUpperCase charAt indexOf"
                  + " lastIndexOf split takeRight take drop reverse collect it as int long new_ L")
              .split(" "));
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern CLOSURE_PARAMETER = Pattern.compile("\\{\\s*([A-Za-z_]\\w*)\\s*->");
  private static final Pattern LARGE =
      Pattern.compile("(\\.\\.\\s*<?\\s*\\d{6,}|pad\\w+\\(\\s*\\d{4,})");
  private static final Map<String, Expansion> EXPANSIONS = new ConcurrentHashMap<>();

  /** What a list expression stands for, or why it stands for nothing. */
  record Expansion(List<String> values, Optional<String> failure) {}

  private Expressions() {}

  static Expansion expand(String expression) {
    return EXPANSIONS.computeIfAbsent(expression, Expressions::evaluate);
  }

  private static Expansion evaluate(String expression) {
    Optional<String> unsafe = notRun(expression, List.of());
    if (unsafe.isPresent()) {
      return new Expansion(List.of(), Optional.of("it uses " + unsafe.get()));
    }
    try {
      List<String> values =
          InlineExpressionParserFactory.newInstance(expression).splitAndEvaluate().stream()
              .map(String::strip)
              .toList();
      return new Expansion(values, Optional.empty());
    } catch (RuntimeException | LinkageError e) {
      return new Expansion(List.of(), Optional.of(reason(e)));
    }
  }

  /** The first thing in an expression that a linter does not run; nothing where it is harmless. */
  static Optional<String> notRun(String expression, Collection<String> columns) {
    String text = expression.replaceFirst("^<[A-Z_]+>", "").replace("$->{", "${");
    if (text.indexOf('"') >= 0 || text.indexOf('\\') >= 0) {
      return Optional.of("a quotation mark or a backslash");
    }
    if (LARGE.matcher(text).find()) {
      return Optional.of("a range of 100,000 or more");
    }
    Set<String> known = new HashSet<>(HARMLESS);
    known.addAll(columns);
    for (int at = text.indexOf('$'); at >= 0; ) {
      if (!text.startsWith("${", at)) {
        return Optional.of("a $ without braces");
      }
      int end = blockEnd(text, at + 2);
      Optional<String> word = unknownWord(text.substring(at + 2, end), known);
      if (word.isPresent()) {
        return word;
      }
      at = text.indexOf('$', end);
    }
    return Optional.empty();
  }

  private static Optional<String> unknownWord(String block, Set<String> known) {
    String code = block.replaceAll("'[^']*'", "''");
    Set<String> words = new HashSet<>(known);
    Matcher parameter = CLOSURE_PARAMETER.matcher(code);
    while (parameter.find()) {
      words.add(parameter.group(1));
    }
    if (code.indexOf(';') >= 0
        || code.indexOf('$') >= 0
        || code.indexOf('/') != code.lastIndexOf('/')) {
      return Optional.of("more than one plain expression");
    }
    return WORD.matcher(code.replaceAll("\\b\\d+[LlIiGg]?\\b", "0"))
        .results()
        .map(result -> result.group())
        .filter(word -> !words.contains(word))
        .map(word -> "'" + word + "'")
        .findFirst();
  }

  private static int blockEnd(String text, int from) {
    int depth = 1;
    for (int at = from; at < text.length(); at++) {
      depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
      if (depth == 0) {
        return at;
      }
    }
    return text.length();
  }

  /** The first line of an exception's message. */
  static String reason(Throwable e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    String line =
        message.lines().map(String::strip).filter(s -> !s.isEmpty()).findFirst().orElse("");
    if (line.startsWith("startup failed")) {
      line =
          message
              .lines()
              .filter(s -> s.startsWith("Script"))
              .findFirst()
              .orElse(line)
              .replaceFirst("Script\\d+\\.groovy: \\d+: ", "Groovy: ");
    }
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
