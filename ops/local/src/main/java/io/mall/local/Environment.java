package io.mall.local;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The names by which an application learns where everything is, and what they mean. */
final class Environment {
  static final String USERNAME = "MALL_DB_USERNAME";
  static final String PASSWORD = "MALL_DB_PASSWORD";
  static final String REDIS = "MALL_REDIS_URL";
  static final String SEATA = "MALL_SEATA_SERVER";

  /**
   * The variables that hold keys of the application: what signs tokens and payments' callbacks, and
   * what secrets of webhooks are stored under.
   */
  static final List<String> KEYS = List.of("MALL_JWT_KEY", "MALL_PAYMENT_KEY", "MALL_WEBHOOK_KEY");

  /** A data source's variable, the member it points to, the schema there. */
  record DataSource(String variable, String member, String schema) {}

  static final List<DataSource> DATA_SOURCES =
      List.of(
          new DataSource("MALL_DS_0_PRIMARY_URL", "db-a-primary", "mall_0"),
          new DataSource("MALL_DS_0_REPLICA_URL", "db-a-replica", "mall_0"),
          new DataSource("MALL_DS_CATALOG_PRIMARY_URL", "db-a-primary", "mall_catalog"),
          new DataSource("MALL_DS_CATALOG_REPLICA_URL", "db-a-replica", "mall_catalog"),
          new DataSource("MALL_DS_1_PRIMARY_URL", "db-b-primary", "mall_1"),
          new DataSource("MALL_DS_1_REPLICA_URL", "db-b-replica", "mall_1"));

  private Environment() {}

  /** The schemas that live on a primary. */
  static List<String> schemas(String primary) {
    return DATA_SOURCES.stream()
        .filter(source -> source.member().equals(primary))
        .map(DataSource::schema)
        .toList();
  }

  /** What points to members of ours. */
  static Map<String, String> of(Map<String, Server> members, Settings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    for (DataSource source : DATA_SOURCES) {
      Server server = members.get(source.member());
      if (server != null) {
        String url = "jdbc:mysql://" + Address.local(server.port()) + "/" + source.schema();
        values.put(source.variable(), url);
        values.put(USERNAME, DatabaseServer.APPLICATION);
        values.put(PASSWORD, settings.password(DatabaseServer.APPLICATION));
      }
    }
    Server redis = members.get("redis");
    if (redis != null) {
      values.put(REDIS, "redis://" + Address.local(redis.port()));
    }
    Server seata = members.get("seata");
    if (seata != null) {
      values.put(SEATA, Address.local(seata.port()).toString());
    }
    KEYS.forEach(name -> values.put(name, settings.key(name)));
    return values;
  }

  /** The variables that are needed for these kinds of member. */
  static List<String> names(Set<Member.Kind> kinds) {
    List<String> names = new ArrayList<>();
    if (kinds.contains(Member.DATABASES)) {
      DATA_SOURCES.forEach(source -> names.add(source.variable()));
      names.add(USERNAME);
      names.add(PASSWORD);
    }
    if (kinds.contains(Member.REDIS)) {
      names.add(REDIS);
    }
    if (kinds.contains(Member.SEATA)) {
      names.add(SEATA);
    }
    return names;
  }

  /** The variable that holds the address of a member. */
  static String variable(String member) {
    return switch (member) {
      case "redis" -> REDIS;
      case "seata" -> SEATA;
      default ->
          DATA_SOURCES.stream()
              .filter(source -> source.member().equals(member))
              .map(DataSource::variable)
              .findFirst()
              .orElseThrow(() -> new LocalClusterException("There is no member '" + member + "'."));
    };
  }
}
