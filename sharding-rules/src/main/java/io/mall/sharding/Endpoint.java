package io.mall.sharding;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where one data source of the rules is reached, for those who go to the server directly.
 *
 * @param url JDBC address without driver properties
 */
public record Endpoint(String url, String username, String password) {

  /**
   * Fills in the placeholders of a data source.
   *
   * @throws RulesException if it has no address, or a placeholder has no value
   */
  public static Endpoint of(
      Rules rules, String dataSource, Function<String, @Nullable String> placeholders) {
    Map<String, Object> properties =
        rules.dataSourceProperties().getOrDefault(dataSource, Map.of());
    Set<String> missing = new TreeSet<>();
    String url = text(properties.get("jdbcUrl"), placeholders, missing);
    String username = text(properties.get("username"), placeholders, missing);
    String password = text(properties.get("password"), placeholders, missing);
    if (!missing.isEmpty()) {
      throw new RulesException(
          rules.origin(),
          missing.stream()
              .map(name -> "placeholder `" + name + "` has no value: set the environment variable")
              .toList());
    }
    if (url.isEmpty()) {
      throw new RulesException(
          rules.origin(), List.of("data source `" + dataSource + "` has no jdbcUrl"));
    }
    return new Endpoint(url, username, password);
  }

  private static String text(
      @Nullable Object template,
      Function<String, @Nullable String> placeholders,
      Set<String> missing) {
    return template == null ? "" : Placeholders.resolve(template.toString(), placeholders, missing);
  }

  @Override
  public String toString() {
    return url;
  }
}
