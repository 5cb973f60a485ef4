package io.mall.load.plan;

import io.mall.load.LoadException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** A YAML mapping whose values carry their units: {@code 5 ms}, {@code 200/s}, {@code 0.1 %}. */
public final class Settings {
  private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?) ?(ms|s|m|min|h)");

  private final String where;
  private final Map<String, Object> values;

  private Settings(String where, Map<String, Object> values) {
    this.where = where;
    this.values = values;
  }

  public static Settings read(Path file) {
    try (Reader in = Files.newBufferedReader(file)) {
      Object root = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return of(file.getFileName().toString(), root);
    } catch (NoSuchFileException e) {
      throw new LoadException("There is no file " + file + ".", e);
    } catch (IOException | YAMLException e) {
      throw new LoadException("Cannot read " + file + ": " + e.getMessage(), e);
    }
  }

  private static Settings of(String where, @Nullable Object value) {
    if (value == null) {
      return new Settings(where, Map.of());
    }
    if (!(value instanceof Map<?, ?> map)) {
      throw new LoadException(where + " is no mapping.");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    map.forEach((name, each) -> values.put(String.valueOf(name), each == null ? "" : each));
    return new Settings(where, values);
  }

  public Set<String> names() {
    return values.keySet();
  }

  public boolean has(String name) {
    return values.containsKey(name);
  }

  /** The mapping under this name; an empty one when there is none. */
  public Settings child(String name) {
    return of(where + ": " + name, values.get(name));
  }

  /** Fails when there is any other name. */
  public Settings only(Set<String> allowed) {
    for (String name : values.keySet()) {
      if (!allowed.contains(name)) {
        throw new LoadException(where + " knows no '" + name + "'.");
      }
    }
    return this;
  }

  /** These, and those of the other that these lack. */
  public Settings or(Settings other) {
    Map<String, Object> both = new LinkedHashMap<>(other.values);
    both.putAll(values);
    return new Settings(where, both);
  }

  public String text(String name) {
    Object value = values.get(name);
    if (value == null) {
      throw new LoadException(where + " lacks '" + name + "'.");
    }
    return value.toString().strip();
  }

  public int integer(String name) {
    try {
      return Integer.parseInt(text(name));
    } catch (NumberFormatException e) {
      throw wrong(name, "a whole number", e);
    }
  }

  /** Per second, from {@code 200/s}. */
  public double rate(String name) {
    return rate(where + ": " + name, text(name));
  }

  public static double rate(String what, String text) {
    String number = text.endsWith("/s") ? text.substring(0, text.length() - 2) : text;
    try {
      return Double.parseDouble(number.strip());
    } catch (NumberFormatException e) {
      throw new LoadException(what + " is '" + text + "', not a rate like 200/s.", e);
    }
  }

  /** A share of one, from {@code 0.1 %}. */
  public double share(String name) {
    String text = text(name);
    try {
      return Double.parseDouble(text.replace("%", "").strip()) / 100;
    } catch (NumberFormatException e) {
      throw wrong(name, "a share like 0.1 %", e);
    }
  }

  public Duration duration(String name) {
    return duration(where + ": " + name, text(name));
  }

  public static Duration duration(String what, String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new LoadException(what + " is '" + text + "', not a time like 90s, 5 ms or 2m.");
    }
    double unit =
        switch (matcher.group(2)) {
          case "ms" -> 1;
          case "s" -> 1_000;
          case "h" -> 3_600_000;
          default -> 60_000;
        };
    return Duration.ofMillis(Math.round(Double.parseDouble(matcher.group(1)) * unit));
  }

  private LoadException wrong(String name, String wanted, Exception cause) {
    return new LoadException(
        where + ": " + name + " is '" + text(name) + "', not " + wanted + ".", cause);
  }
}
