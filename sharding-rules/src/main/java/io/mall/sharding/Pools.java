package io.mall.sharding;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.util.PropertyElf;
import io.mall.sharding.replica.MemberConnections;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The connection pools of a rules file, one a data source. */
final class Pools implements AutoCloseable {
  /** Keys that ShardingSphere's own loader needs and a HikariConfig does not have. */
  private static final Set<String> NOT_OURS = Set.of("dataSourceClassName", "customPoolProps");

  private final Map<String, HikariDataSource> byName;

  private Pools(Map<String, HikariDataSource> byName) {
    this.byName = Collections.unmodifiableMap(byName);
  }

  static Pools open(
      Rules rules,
      Function<String, @Nullable String> placeholders,
      BiConsumer<String, HikariConfig> customiser) {
    Map<String, HikariConfig> configs = configs(rules, placeholders, customiser);
    Map<String, String> primaries = new LinkedHashMap<>();
    rules.groups().forEach(each -> primaries.put(each.primary(), each.name()));
    configs.forEach((name, config) -> MemberConnections.below(config, primaries.get(name)));
    Map<String, HikariDataSource> pools = new LinkedHashMap<>();
    configs.forEach((name, config) -> pools.put(name, new HikariDataSource(config)));
    return new Pools(pools);
  }

  private static Map<String, HikariConfig> configs(
      Rules rules,
      Function<String, @Nullable String> placeholders,
      BiConsumer<String, HikariConfig> customiser) {
    Map<String, HikariConfig> configs = new LinkedHashMap<>();
    Set<String> missing = new TreeSet<>();
    List<String> findings = new ArrayList<>();
    rules
        .dataSourceProperties()
        .forEach(
            (name, yaml) -> {
              Properties properties = properties(yaml, placeholders, missing);
              HikariConfig config = new HikariConfig();
              ConnectionDefaults.apply(name, config);
              customiser.accept(name, config);
              try {
                PropertyElf.setTargetFromProperties(config, properties);
              } catch (RuntimeException e) {
                findings.add("data source `" + name + "`: " + Findings.reason(e));
              }
              configs.put(name, config);
            });
    for (String each : missing) {
      findings.add("placeholder `" + each + "` has no value: set the environment variable");
    }
    if (!findings.isEmpty()) {
      throw new RulesException(rules.origin(), findings);
    }
    return configs;
  }

  private static Properties properties(
      Map<String, Object> yaml,
      Function<String, @Nullable String> placeholders,
      Set<String> missing) {
    Properties properties = new Properties();
    yaml.forEach(
        (key, value) -> {
          if (!NOT_OURS.contains(key) && value != null) {
            properties.setProperty(
                key, Placeholders.resolve(value.toString(), placeholders, missing));
          }
        });
    return properties;
  }

  Map<String, HikariDataSource> byName() {
    return byName;
  }

  @Override
  public void close() {
    byName.values().forEach(HikariDataSource::close);
  }
}
