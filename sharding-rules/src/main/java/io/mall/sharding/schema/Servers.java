package io.mall.sharding.schema;

import java.util.ArrayList;
import java.util.List;

/** Connections to several databases; all of them or none. */
record Servers(List<Server> all) implements AutoCloseable {

  /** Fails with a line for each database that is away. */
  static Servers connect(List<Member> members) {
    List<Server> connected = new ArrayList<>();
    List<SchemaException> away = new ArrayList<>();
    for (Member member : members) {
      try {
        connected.add(Server.connect(member));
      } catch (SchemaException e) {
        away.add(e);
      }
    }
    Servers servers = new Servers(List.copyOf(connected));
    if (!away.isEmpty()) {
      servers.close();
      String lines = String.join("\n", away.stream().map(SchemaException::getMessage).toList());
      throw new SchemaException(lines, away.getFirst().getCause());
    }
    return servers;
  }

  @Override
  public void close() {
    all.forEach(Server::close);
  }
}
