package io.mall.sharding.schema;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The databases behind the logic data sources; addresses and credentials come from the environment,
 * by the names in the rules file's placeholders.
 */
final class Members {

  /** ShardingSphere's own form: {@code $${NAME::default}}. */
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{([^:}]+)(?:::([^}]*))?}");

  private final Placement placement;
  private final Function<String, @Nullable String> environment;

  Members(Placement placement, Function<String, @Nullable String> environment) {
    this.placement = placement;
    this.environment = environment;
  }

  Member primary(String dataSource) {
    return member(dataSource, group(dataSource).primary(), Member.Role.PRIMARY);
  }

  List<Member> replicasOf(Member primary) {
    return group(primary.dataSource()).replicas().stream()
        .map(name -> member(primary.dataSource(), name, Member.Role.REPLICA))
        .toList();
  }

  private Placement.Group group(String dataSource) {
    return Objects.requireNonNull(placement.groups().get(dataSource), dataSource);
  }

  private Member member(String dataSource, String name, Member.Role role) {
    return new Member(
        dataSource,
        role,
        setting(name, "jdbcUrl"),
        setting(name, "username"),
        setting(name, "password"));
  }

  private String setting(String name, String key) {
    Object template = placement.properties().getOrDefault(name, Map.of()).get(key);
    if (template == null) {
      throw new SchemaException(
          "%s: data source %s has no %s".formatted(placement.source(), name, key));
    }
    return PLACEHOLDER
        .matcher(template.toString())
        .replaceAll(match -> Matcher.quoteReplacement(value(name, match.group(1), match.group(2))));
  }

  private String value(String name, String variable, @Nullable String otherwise) {
    String value = environment.apply(variable);
    if (value != null && !value.isEmpty()) {
      return value;
    }
    if (otherwise == null || otherwise.isEmpty()) {
      throw new SchemaException(
          "%s: data source %s needs %s in the environment"
              .formatted(placement.source(), name, variable));
    }
    return otherwise;
  }
}
