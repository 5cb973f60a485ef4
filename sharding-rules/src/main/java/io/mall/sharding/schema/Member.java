package io.mall.sharding.schema;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One physical database: a primary or a replica of a logic data source.
 *
 * @param dataSource the logic data source, {@code ds_0}
 * @param role {@code primary} or {@code replica}
 * @param url JDBC address without driver properties
 */
record Member(String dataSource, Role role, String url, String username, String password) {

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
    if (!URL.matcher(url).matches()) {
      throw new SchemaException(
          "%s %s: the address is not of the form jdbc:mysql://host:port/schema: %s"
              .formatted(dataSource, role, url));
    }
  }

  /** Logic data source and role, as people say it. */
  String label() {
    return dataSource + " " + role;
  }

  /** Host, port and schema. */
  String address() {
    Matcher matcher = URL.matcher(url);
    return matcher.matches() ? matcher.group(1) : url;
  }

  String addressOf(String actualTable) {
    return address() + "." + actualTable;
  }

  @Override
  public String toString() {
    return label() + " " + address();
  }
}
