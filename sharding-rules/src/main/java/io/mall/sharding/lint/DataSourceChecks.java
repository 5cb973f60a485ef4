package io.mall.sharding.lint;

import com.zaxxer.hikari.HikariConfig;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** Checks of the data sources: addresses, secrets, pools. */
final class DataSourceChecks {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\$\\{([^}]*)}");
  private static final Pattern HOST = Pattern.compile("jdbc:\\w+:(?:\\w+:)*//([^/?]+)");
  private static final String PASSWORD = "password";
  private static final Set<String> SYNONYMS =
      Set.of(
          "url",
          "dataSourceClassName",
          "connectionTimeoutMilliseconds",
          "idleTimeoutMilliseconds",
          "maxLifetimeMilliseconds",
          "maxPoolSize",
          "minPoolSize",
          "customPoolProps");

  private DataSourceChecks() {}

  static void noAddress(RuleFile file, Report report) {
    for (Item each : file.dataSources()) {
      Optional<Item> url = each.get("url");
      if (each.isMapping() && each.get("jdbcUrl").isEmpty() && isHikari(each)) {
        if (url.isEmpty() || url.get().key() == null) {
          report.add(
              each,
              "Data source %s has no jdbcUrl.".formatted(each.name()),
              "Add jdbcUrl: the JDBC address of the server and its schema.");
        } else {
          report.add(
              Severity.WARNING,
              url.get().at(),
              "Data source %s gives its address as 'url', which only ShardingSphere-Proxy documents."
                  .formatted(each.name()),
              "Rename it to jdbcUrl.",
              Edit.replace(url.get().key(), "jdbcUrl"));
        }
      }
    }
  }

  private static boolean isHikari(Item dataSource) {
    String pool = dataSource.textOf("dataSourceClassName");
    return pool.isEmpty() || pool.endsWith("HikariDataSource");
  }

  static void placeholderWithoutDefault(RuleFile file, Report report) {
    eachScalar(
        file.root(),
        item -> {
          Matcher matcher = PLACEHOLDER.matcher(item.text());
          while (matcher.find()) {
            if (!matcher.group(1).contains("::")) {
              String all = matcher.group();
              Edit edit =
                  item.node() instanceof ScalarNode scalar && scalar.isPlain()
                      ? Edit.replace(
                          item.node(),
                          scalar.getValue().replace(all, "$${" + matcher.group(1) + "::}"))
                      : null;
              report.add(
                  item,
                  "The placeholder %s has no '::' and is never replaced.".formatted(all),
                  "Write $${%s::} (no default: required) or $${%s::default}."
                      .formatted(matcher.group(1), matcher.group(1)),
                  edit);
            }
          }
        });
  }

  private static void eachScalar(Item item, Consumer<Item> body) {
    if (item.isScalar()) {
      body.accept(item);
    }
    item.entries().forEach(each -> eachScalar(each, body));
    item.elements().forEach(each -> eachScalar(each, body));
  }

  static void passwordInClear(RuleFile file, Report report) {
    for (Item each : file.dataSources()) {
      each.get(PASSWORD)
          .filter(password -> !password.isBlank() && !password.text().contains("$${"))
          .ifPresent(
              password ->
                  report.add(
                      password,
                      "The password of data source %s stands in the file.".formatted(each.name()),
                      "Write a placeholder, such as $${DB_PASSWORD::}, and set it where it runs."));
    }
  }

  static void sameAddress(RuleFile file, Report report) {
    Map<String, Item> seen = new HashMap<>();
    for (Item each : file.dataSources()) {
      String address = address(each);
      Item other = address.isEmpty() ? null : seen.putIfAbsent(address, each);
      if (other != null && !inOneGroup(file, each.name(), other.name())) {
        report.add(
            each,
            "Data sources %s and %s have the same address.".formatted(other.name(), each.name()),
            "Give each its own server or schema, or keep one of them.");
      }
    }
  }

  /** The address without what follows the schema. */
  static String address(Item dataSource) {
    String url = dataSource.textOf("jdbcUrl");
    return (url.isEmpty() ? dataSource.textOf("url") : url).replaceFirst("\\?.*", "");
  }

  private static boolean inOneGroup(RuleFile file, String left, String right) {
    return file.groups().stream()
        .map(RuleFile::members)
        .anyMatch(members -> members.contains(left) && members.contains(right));
  }

  static void poolsExceed(RuleFile file, Report report) {
    Map<String, Integer> sums = new LinkedHashMap<>();
    Map<String, Item> last = new HashMap<>();
    for (Item each : file.dataSources()) {
      int size = poolSize(each);
      String server = server(each);
      if (size > 0 && !server.isEmpty()) {
        sums.merge(server, size * file.options().instances(), Integer::sum);
        last.put(server, poolSizeItem(each).orElse(each));
      }
    }
    int most = file.options().maxConnections();
    sums.forEach(
        (server, sum) -> {
          if (sum > most) {
            report.add(
                Objects.requireNonNull(last.get(server)),
                "The pools may open %d connections to %s, which takes %d."
                    .formatted(sum, server, most),
                "Make the pools smaller or max_connections larger (--max-connections tells lint).");
          }
        });
  }

  private static String server(Item dataSource) {
    String address = address(dataSource);
    Matcher host = HOST.matcher(address);
    return host.find() ? host.group(1) : "";
  }

  private static Optional<Item> poolSizeItem(Item dataSource) {
    return dataSource.get("maximumPoolSize").or(() -> dataSource.get("maxPoolSize"));
  }

  static int poolSize(Item dataSource) {
    String text = poolSizeItem(dataSource).map(Item::text).orElse("");
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
  }

  static void unused(RuleFile file, Report report) {
    if (file.root().elementsOf("rules").findAny().isEmpty()) {
      return;
    }
    Set<String> used = new TreeSet<>();
    file.groups().forEach(each -> used.addAll(RuleFile.members(each)));
    file.tables().forEach(each -> used.addAll(each.dataSources()));
    file.tables().forEach(each -> used.addAll(each.auto() ? each.expansion().values() : List.of()));
    boolean everywhere =
        !file.rules("!BROADCAST").isEmpty()
            || file.root().elementsOf("rules").anyMatch(each -> !KNOWN.contains(each.tag()))
            || file.tables().stream().anyMatch(each -> each.nodes().isEmpty());
    for (Item each : file.rules("!SINGLE")) {
      used.add(each.textOf("defaultDataSource"));
      each.elementsOf("tables").map(Item::text).forEach(t -> used.add(t.replaceFirst("\\..*", "")));
    }
    for (Item each : file.dataSources()) {
      if (!used.contains(each.name()) && !used.contains("*") && !everywhere) {
        report.add(
            each,
            "No rule uses data source %s.".formatted(each.name()),
            "Remove it, or name it where it was meant to be used.");
      }
    }
  }

  private static final Set<String> KNOWN = Set.of("!SHARDING", "!SINGLE", "!READWRITE_SPLITTING");

  static void unknownPoolProperty(RuleFile file, Report report) {
    Set<String> known = poolProperties();
    for (Item dataSource : file.dataSources()) {
      if (!isHikari(dataSource)) {
        continue;
      }
      for (Item each : dataSource.entries()) {
        if (!known.contains(each.name()) && each.key() != null) {
          report.add(
              each,
              "Neither ShardingSphere nor HikariCP knows '%s'; it is ignored in silence."
                  .formatted(each.name()),
              Spelling.hint(each.name(), known),
              Edit.respell(each, known));
        }
      }
    }
  }

  private static Set<String> poolProperties() {
    Set<String> known = new TreeSet<>(SYNONYMS);
    for (Method each : HikariConfig.class.getMethods()) {
      if (each.getName().startsWith("set") && each.getParameterCount() == 1) {
        known.add(
            each.getName().substring(3, 4).toLowerCase(Locale.ROOT) + each.getName().substring(4));
      }
    }
    return known;
  }
}
