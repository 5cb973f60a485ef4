package io.mall.app;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.stereotype.Component;

/**
 * Stops the start when a {@code mall.*} key belongs to no setting: a key that nobody reads is a
 * setting that somebody believes in. Environment variables are not judged, since platforms add some
 * of their own that begin with MALL_.
 */
@Component
class ConfigurationKeys implements SmartInitializingSingleton {

  /** What the build tells the tests. */
  private static final Set<String> OF_THE_BUILD = Set.of("mall.home", "mall.engine");

  private static final RecordComponent[] NONE = {};

  private final ApplicationContext context;
  private final ConfigurableEnvironment environment;

  ConfigurationKeys(ApplicationContext context, ConfigurableEnvironment environment) {
    this.context = context;
    this.environment = environment;
  }

  @Override
  public void afterSingletonsInstantiated() {
    Set<String> known = known();
    Set<String> unknown = new TreeSet<>();
    environment.getPropertySources().stream()
        .filter(
            source ->
                !source
                    .getName()
                    .equals(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME))
        .filter(EnumerablePropertySource.class::isInstance)
        .flatMap(source -> Arrays.stream(((EnumerablePropertySource<?>) source).getPropertyNames()))
        .filter(name -> name.startsWith("mall."))
        .filter(name -> !OF_THE_BUILD.contains(name) && !known.contains(canonical(name)))
        .forEach(unknown::add);
    if (!unknown.isEmpty()) {
      throw new UnknownKeysException(unknown, known);
    }
  }

  private Set<String> known() {
    Set<String> known = new TreeSet<>();
    for (Object bean : context.getBeansWithAnnotation(ConfigurationProperties.class).values()) {
      ConfigurationProperties properties =
          bean.getClass().getAnnotation(ConfigurationProperties.class);
      if (properties != null && properties.prefix().startsWith("mall.")) {
        keys(properties.prefix(), bean.getClass()).forEach(known::add);
      }
    }
    return known;
  }

  private static Stream<String> keys(String prefix, Class<?> type) {
    RecordComponent[] components = Objects.requireNonNullElse(type.getRecordComponents(), NONE);
    return Arrays.stream(components)
        .flatMap(
            component -> {
              String key = prefix + "." + component.getName();
              return component.getType().isRecord()
                  ? keys(key, component.getType())
                  : Stream.of(canonical(key));
            });
  }

  private static String canonical(String name) {
    return ConfigurationPropertyName.adapt(name, '.')
        .toString()
        .replace("-", "")
        .toLowerCase(Locale.ROOT);
  }

  /** Names the keys, and what could have been meant. */
  static final class UnknownKeysException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    UnknownKeysException(Set<String> unknown, Set<String> known) {
      super("unknown configuration keys " + unknown + "; known are " + known);
    }
  }
}
