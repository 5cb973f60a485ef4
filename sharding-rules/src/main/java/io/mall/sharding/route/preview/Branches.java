package io.mall.sharding.route.preview;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ibatis.mapping.BoundSql;
import org.apache.ibatis.mapping.ParameterMapping;
import org.jspecify.annotations.Nullable;

/**
 * The branches of a statement: MyBatis is asked for its SQL with every combination of values that
 * the conditions tell apart, up to a bound.
 */
final class Branches {

  /** A text the statement may become, with the names of what stands for its question marks. */
  record Branch(String sql, List<String> parameters) {}

  private static final int MOST_COMBINATIONS = 1024;
  private static final Pattern TEXT = Pattern.compile("'([^']*)'|\"([^\"]*)\"");
  private static final Pattern PATH =
      Pattern.compile("(?<![\\w.@#])[A-Za-z_]\\w*(?:\\.[A-Za-z_]\\w*)*(\\s*\\()?");
  private static final Pattern NUMBER = Pattern.compile("(?<![\\w.])\\d+");
  private static final Set<String> WORDS =
      Set.of(
          "null",
          "true",
          "false",
          "and",
          "or",
          "not",
          "eq",
          "neq",
          "lt",
          "lte",
          "gt",
          "gte",
          "in",
          "instanceof",
          "new",
          "_parameter",
          "_databaseId");

  private final MapperStatement statement;
  private final Map<String, Set<@Nullable Object>> choices = new LinkedHashMap<>();

  private Branches(MapperStatement statement) {
    this.statement = statement;
  }

  static List<Branch> of(MapperStatement statement) {
    Branches branches = new Branches(statement);
    statement.lists().forEach(branches::addList);
    statement.tests().forEach(branches::addTest);
    return branches.enumerate();
  }

  private void addList(String path) {
    Set<@Nullable Object> values = choices.computeIfAbsent(path, _ -> new LinkedHashSet<>());
    values.add(items(1));
    values.add(items(3));
  }

  private static List<Object> items(int count) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Assignment(Map.of()));
    }
    return items;
  }

  private void addTest(String test) {
    List<Object> constants = new ArrayList<>();
    Matcher texts = TEXT.matcher(test);
    while (texts.find()) {
      String text = texts.group(1) == null ? texts.group(2) : texts.group(1);
      constants.add(text);
    }
    String code = TEXT.matcher(test).replaceAll(" ");
    boolean numbers = false;
    Matcher digits = NUMBER.matcher(code);
    while (digits.find()) {
      long number = Long.parseLong(digits.group());
      constants.addAll(List.of(number, number + 1));
      numbers = true;
    }
    Matcher paths = PATH.matcher(code);
    while (paths.find()) {
      addPath(paths.group(), paths.group(1) != null, code, constants, numbers);
    }
  }

  private void addPath(
      String found, boolean call, String code, List<Object> constants, boolean numbers) {
    String path = found.replaceFirst("\\s*\\($", "");
    String method = call ? path.substring(path.lastIndexOf('.') + 1) : "";
    path = call && path.contains(".") ? path.substring(0, path.lastIndexOf('.')) : path;
    if (WORDS.contains(path) || (call && path.equals(method))) {
      return;
    }
    boolean known = choices.containsKey(path);
    boolean list =
        method.equals("size") || method.equals("isEmpty") || statement.lists().contains(path);
    Set<@Nullable Object> values = choices.computeIfAbsent(path, _ -> new LinkedHashSet<>());
    if (list) {
      if (!known) {
        values.add(items(1));
        values.add(items(3));
      }
      values.add(new ArrayList<>());
    } else if (call) {
      values.add("x");
      values.addAll(constants);
    } else {
      values.addAll(constants);
      boolean bare = code.strip().matches("!?\\s*" + Pattern.quote(path)) || constants.isEmpty();
      values.addAll(bare && !code.contains("null") ? List.of(true, false) : List.of());
      values.add(numbers ? Long.valueOf(7) : "x");
    }
    values.add(null);
  }

  private List<Branch> enumerate() {
    Map<String, Branch> found = new LinkedHashMap<>();
    for (Map<String, @Nullable Object> each : combinations()) {
      branch(each)
          .ifPresent(branch -> found.putIfAbsent(branch.sql().replaceAll("\\s+", " "), branch));
    }
    return List.copyOf(found.values());
  }

  /** Nothing for a combination that the conditions themselves cannot stand. */
  private Optional<Branch> branch(Map<String, @Nullable Object> values) {
    try {
      BoundSql bound = statement.source().getBoundSql(new Assignment(values));
      List<String> names =
          bound.getParameterMappings().stream().map(ParameterMapping::getProperty).toList();
      return Optional.of(new Branch(bound.getSql().strip(), names));
    } catch (RuntimeException e) {
      return Optional.empty();
    }
  }

  private List<Map<String, @Nullable Object>> combinations() {
    long product = 1;
    for (Set<@Nullable Object> each : choices.values()) {
      product = Math.min(1L << 40, product * each.size());
    }
    return product <= MOST_COMBINATIONS ? all() : some();
  }

  private List<Map<String, @Nullable Object>> all() {
    List<Map<String, @Nullable Object>> rows = new ArrayList<>(List.of(Collections.emptyMap()));
    for (var choice : choices.entrySet()) {
      List<Map<String, @Nullable Object>> longer = new ArrayList<>();
      for (Map<String, @Nullable Object> row : rows) {
        for (@Nullable Object value : choice.getValue()) {
          Map<String, @Nullable Object> next = new LinkedHashMap<>(row);
          next.put(choice.getKey(), value);
          longer.add(next);
        }
      }
      rows = longer;
    }
    return rows;
  }

  /** Too many to try: drawn evenly, the same at every run. */
  private List<Map<String, @Nullable Object>> some() {
    Random random = new Random(1);
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < MOST_COMBINATIONS; i++) {
      Map<String, @Nullable Object> row = new LinkedHashMap<>();
      choices.forEach(
          (path, values) -> {
            List<@Nullable Object> list = new ArrayList<>(values);
            row.put(path, list.get(random.nextInt(list.size())));
          });
      rows.add(row);
    }
    return rows;
  }
}
