package io.mall.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts the members of a cluster together. */
final class Assembly {
  private final Home home = Home.find();
  private final Engine engine;
  private final Set<Member.Kind> kinds;
  private final Progress progress;

  private final Map<String, Server> members = new LinkedHashMap<>();
  private final List<DatabasePair> pairs = new ArrayList<>();

  Assembly(Engine engine, Set<Member.Kind> kinds, Progress progress) {
    this.engine = engine;
    this.kinds = Set.copyOf(kinds);
    this.progress = progress;
  }

  /** The cluster, nothing of it started; external servers have answered. */
  LocalCluster assemble(@Nullable Path folder, Map<String, String> given) {
    DataFolder data = DataFolder.open(home, folder);
    try {
      Settings settings = new Settings(data.path("cluster.properties"));
      Map<String, String> environment = new LinkedHashMap<>();
      if (engine == Engine.EXTERNAL) {
        environment.putAll(new ExternalServers(given, progress).verified(kinds));
        Environment.KEYS.forEach(
            name -> environment.put(name, given.getOrDefault(name, settings.key(name))));
      } else {
        addMembers(data, settings);
        environment.putAll(Environment.of(members, settings));
      }
      return new LocalCluster(data, members, pairs, environment);
    } catch (RuntimeException e) {
      data.close();
      throw e;
    }
  }

  private void addMembers(DataFolder data, Settings settings) {
    if (kinds.contains(Member.DATABASES)) {
      if (engine == Engine.MYSQL) {
        MySqlBinaries binaries = MySqlBinaries.find(home, progress);
        addPairs(name -> new MySql(name, data, settings, binaries));
      } else {
        MariaDbBinaries binaries = MariaDbBinaries.unpacked(home, progress);
        addPairs(name -> new MariaDb(name, data, settings, binaries));
      }
    }
    if (kinds.contains(Member.REDIS)) {
      add(new Redis("redis", data, settings, RedisBinary.find(home)));
    }
    if (kinds.contains(Member.SEATA)) {
      add(new Seata("seata", data, settings, home));
    }
  }

  private void addPairs(Function<String, DatabaseServer> maker) {
    for (String name : List.of("db-a", "db-b")) {
      DatabaseServer primary = maker.apply(name + "-primary");
      DatabaseServer replica = maker.apply(name + "-replica");
      add(primary);
      add(replica);
      pairs.add(new DatabasePair(primary, replica));
    }
  }

  private void add(Server member) {
    members.put(member.name(), member);
  }
}
