package io.mall.sharding.route.preview;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A parameter object that has every property: those that decide a branch have the value given, the
 * others stand for themselves.
 */
final class Assignment extends AbstractMap<String, @Nullable Object> {

  private final Map<String, @Nullable Object> values;
  private final String prefix;

  Assignment(Map<String, @Nullable Object> values) {
    this(values, "");
  }

  private Assignment(Map<String, @Nullable Object> values, String prefix) {
    this.values = values;
    this.prefix = prefix;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return true;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    String path = prefix + key;
    if (values.containsKey(path)) {
      return values.get(path);
    }
    return new Assignment(values, path + ".");
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return Set.of();
  }

  @Override
  public boolean isEmpty() {
    return false;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }
}
