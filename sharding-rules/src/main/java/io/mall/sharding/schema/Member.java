package io.mall.sharding.schema;

import io.mall.sharding.Endpoint;
import io.mall.sharding.Rules;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One physical database: a primary or a replica of a logic data source.
 *
 * @param dataSource the logic data source, {@code ds_0}
 */
record Member(String dataSource, Role role, Endpoint endpoint) {

  private static final Pattern URL = Pattern.compile("jdbc:\\w+://([^?]+)(\\?.*)?");

  enum Role {
    PRIMARY,
    REPLICA;

    @Override
    public String toString() {
      return this == PRIMARY ? "primary" : "replica";
    }
  }

  Member {
    if (!URL.matcher(endpoint.url()).matches()) {
      throw new SchemaException(
          "%s %s: the address is not of the form jdbc:mysql://host:port/schema: %s"
              .formatted(dataSource, role, endpoint.url()));
    }
  }

  static Member primary(
      Rules rules, Rules.Group group, Function<String, @Nullable String> environment) {
    Endpoint endpoint = Endpoint.of(rules, group.primary(), environment);
    return new Member(group.name(), Role.PRIMARY, endpoint);
  }

  static List<Member> replicas(
      Rules rules, Rules.Group group, Function<String, @Nullable String> environment) {
    return group.replicas().stream()
        .map(name -> Endpoint.of(rules, name, environment))
        .map(endpoint -> new Member(group.name(), Role.REPLICA, endpoint))
        .toList();
  }

  /** Logic data source and role, as people say it. */
  String label() {
    return dataSource + " " + role;
  }

  /** Host, port and schema. */
  String address() {
    Matcher matcher = URL.matcher(endpoint.url());
    return matcher.matches() ? matcher.group(1) : endpoint.url();
  }

  String addressOf(String actualTable) {
    return address() + "." + actualTable;
  }

  @Override
  public String toString() {
    return label() + " " + address();
  }
}
