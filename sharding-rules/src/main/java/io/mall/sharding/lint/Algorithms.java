package io.mall.sharding.lint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import org.apache.shardingsphere.infra.spi.ShardingSphereServiceLoader;
import org.apache.shardingsphere.infra.spi.type.typed.TypedSPI;
import org.apache.shardingsphere.infra.spi.type.typed.TypedSPILoader;
import org.apache.shardingsphere.sharding.spi.ShardingAlgorithm;

/** Algorithms of a rules file, made by ShardingSphere from their type and properties. */
final class Algorithms {

  /** The properties of each type; a type that is not here may have any. */
  static final Map<String, Set<String>> PROPERTIES =
      Map.of(
          "INLINE", Set.of("algorithm-expression", "allow-range-query-with-inline-sharding"),
          "COMPLEX_INLINE",
              Set.of(
                  "algorithm-expression",
                  "sharding-columns",
                  "allow-range-query-with-inline-sharding"),
          "HINT_INLINE", Set.of("algorithm-expression"),
          "MOD", Set.of("sharding-count", "start-offset", "stop-offset", "zero-padding"),
          "HASH_MOD", Set.of("sharding-count"),
          "BOUNDARY_RANGE", Set.of("sharding-ranges"),
          "VOLUME_RANGE", Set.of("range-lower", "range-upper", "sharding-volume"),
          "AUTO_INTERVAL", Set.of("datetime-lower", "datetime-upper", "sharding-seconds"),
          "INTERVAL",
              Set.of(
                  "datetime-pattern",
                  "datetime-lower",
                  "datetime-upper",
                  "sharding-suffix-pattern",
                  "datetime-interval-amount",
                  "datetime-interval-unit"));

  /** An algorithm or why there is none. */
  record Made(Optional<ShardingAlgorithm> algorithm, Optional<String> failure) {}

  private Algorithms() {}

  static Set<String> types(Class<? extends TypedSPI> kind) {
    Set<String> types = new TreeSet<>();
    ShardingSphereServiceLoader.getServiceInstances(kind)
        .forEach(each -> types.add(String.valueOf(each.getType())));
    return types;
  }

  static boolean isType(Class<? extends TypedSPI> kind, String type) {
    return types(kind).stream().anyMatch(type::equalsIgnoreCase)
        || TypedSPILoader.findService(kind, type).isPresent();
  }

  static Properties properties(Item algorithm) {
    Properties properties = new Properties();
    algorithm.entriesOf("props").forEach(each -> properties.setProperty(each.name(), each.text()));
    return properties;
  }

  static Made make(Item item) {
    String type = item.textOf("type");
    Properties properties = properties(item);
    if (type.equals("CLASS_BASED")
        && !isPresent(properties.getProperty("algorithmClassName", ""))) {
      return new Made(Optional.empty(), Optional.empty());
    }
    try {
      return new Made(
          Optional.of(TypedSPILoader.getService(ShardingAlgorithm.class, type, properties)),
          Optional.empty());
    } catch (RuntimeException | LinkageError e) {
      return new Made(Optional.empty(), Optional.of(Expressions.reason(e)));
    } catch (Exception e) { // ShardingSphere throws checked ones undeclared
      return new Made(Optional.empty(), Optional.of(Expressions.reason(e)));
    }
  }

  /** Why ShardingSphere cannot make an algorithm of a known type; empty when it can. */
  static Optional<String> refusal(Class<? extends TypedSPI> kind, Item item) {
    try {
      TypedSPILoader.getService(kind, item.textOf("type"), properties(item));
      return Optional.empty();
    } catch (RuntimeException | LinkageError e) {
      return Optional.of(Expressions.reason(e));
    } catch (Exception e) { // ShardingSphere throws checked ones undeclared
      return Optional.of(Expressions.reason(e));
    }
  }

  /** A class that is not on this class path cannot be judged here; it is not a mistake either. */
  static boolean isPresent(String className) {
    try {
      Class<?> found = Class.forName(className, false, Algorithms.class.getClassLoader());
      return ShardingAlgorithm.class.isAssignableFrom(found);
    } catch (ClassNotFoundException | LinkageError e) {
      return false;
    }
  }

  static List<String> sorted(Collection<String> names) {
    return new ArrayList<>(new TreeSet<>(names));
  }
}
