package io.mall.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the members of a cluster together and writes down where they are. */
final class Assembly {
  private final Engine engine;
  private final Set<Member.Kind> kinds;
  private final Progress progress;
  private final Home home = Home.find();
  private final Map<String, Server> members = new LinkedHashMap<>();
  private final Map<DatabasePair, List<String>> pairs = new LinkedHashMap<>();
  private final Map<String, String> environment = new LinkedHashMap<>();

  Assembly(Engine engine, Set<Member.Kind> kinds, Progress progress) {
    this.engine = engine;
    this.kinds = Set.copyOf(kinds);
    this.progress = progress;
  }

  LocalCluster start(@Nullable Path folder) {
    DataFolder data = DataFolder.open(home, folder);
    try {
      Settings settings = new Settings(data.path("cluster.properties"));
      environment.put("MALL_JWT_KEY", settings.jwtKey());
      if (kinds.contains(Member.DATABASES)) {
        databases(data, settings);
      }
      if (kinds.contains(Member.REDIS)) {
        add(new Redis("redis", data, settings, RedisBinary.find(home)));
        environment.put("MALL_REDIS_URL", "redis://127.0.0.1:" + port("redis"));
      }
      if (kinds.contains(Member.SEATA)) {
        add(new Seata("seata", data, settings, home));
        environment.put("MALL_SEATA_SERVER", "127.0.0.1:" + port("seata"));
      }
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
    LocalCluster cluster =
        new LocalCluster(data, members, new ArrayList<>(pairs.keySet()), environment);
    cluster.startAll(progress, pairs);
    return cluster;
  }

  private void databases(DataFolder data, Settings settings) {
    environment.put("MALL_DB_USERNAME", DatabaseServer.APPLICATION);
    environment.put("MALL_DB_PASSWORD", settings.password(DatabaseServer.APPLICATION));
    pair("db-a", data, settings, List.of("mall_0", "mall_catalog"));
    pair("db-b", data, settings, List.of("mall_1"));
    address("DS_0", "db-a", "mall_0");
    address("DS_CATALOG", "db-a", "mall_catalog");
    address("DS_1", "db-b", "mall_1");
  }

  private void pair(String name, DataFolder data, Settings settings, List<String> schemas) {
    DatabaseServer primary = server(name + "-primary", data, settings);
    DatabaseServer replica = server(name + "-replica", data, settings);
    add(primary);
    add(replica);
    pairs.put(new DatabasePair(primary, replica), schemas);
  }

  private DatabaseServer server(String name, DataFolder data, Settings settings) {
    return switch (engine) {
      case EMBEDDED -> new MariaDb(name, data, settings, MariaDbBinaries.unpacked(home, progress));
      case MYSQL, EXTERNAL -> throw new LocalClusterException(engine + " is not there yet.");
    };
  }

  private void address(String source, String pair, String schema) {
    for (String role : List.of("primary", "replica")) {
      environment.put(
          "MALL_" + source + "_" + role.toUpperCase(java.util.Locale.ROOT) + "_URL",
          "jdbc:mysql://127.0.0.1:" + port(pair + "-" + role) + "/" + schema);
    }
  }

  private void add(Server member) {
    members.put(member.name(), member);
  }

  private int port(String member) {
    return java.util.Objects.requireNonNull(members.get(member)).port();
  }
}
