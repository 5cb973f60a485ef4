package io.mall.local;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a person needs once everything runs: where things are and how to get in. */
final class Summary {
  private final LocalCluster cluster;
  private final Engine engine;

  Summary(LocalCluster cluster, Engine engine) {
    this.cluster = cluster;
    this.engine = engine;
  }

  List<String> ofCluster() {
    Map<String, String> environment = cluster.environment();
    List<String> lines = new ArrayList<>();
    for (Environment.DataSource source : Environment.DATA_SOURCES) {
      Address.in(environment.getOrDefault(source.variable(), ""))
          .ifPresent(address -> lines.add(row(source.member(), databaseClient(source, address))));
    }
    Address.in(environment.getOrDefault(Environment.REDIS, ""))
        .ifPresent(
            address ->
                lines.add(
                    row("redis", "redis-cli -h " + address.host() + " -p " + address.port())));
    lines.add(row("seata", environment.getOrDefault(Environment.SEATA, "")));
    lines.add(
        row(
            "data",
            cluster.data().root() + (cluster.data().temporary() ? "  (deleted at the end)" : "")));
    lines.add(row("logs", cluster.data().root().resolve("log").toString()));
    lines.add(row("environment", ". " + cluster.data().path("environment")));
    return lines;
  }

  List<String> ofShop(List<ShopInstance> instances) {
    List<String> lines = new ArrayList<>();
    for (ShopInstance instance : instances) {
      lines.add(
          row(
              instance.name(),
              "http://127.0.0.1:"
                  + instance.port()
                  + "  management http://127.0.0.1:"
                  + instance.managementPort()
                  + "/actuator"));
    }
    return lines;
  }

  private String databaseClient(Environment.DataSource source, Address address) {
    Map<String, String> environment = cluster.environment();
    String client =
        engine == Engine.EMBEDDED
            ? MariaDbBinaries.unpacked(Home.find(), Progress.quiet()).client().toString()
            : "mysql";
    return client
        + " -h"
        + address.host()
        + " -P"
        + address.port()
        + " -u"
        + environment.get(Environment.USERNAME)
        + (engine == Engine.EXTERNAL ? " -p " : " -p" + environment.get(Environment.PASSWORD) + " ")
        + source.schema();
  }

  private static String row(String name, String value) {
    return String.format("  %-14s %s", name, value);
  }
}
