package io.mall.local;

import java.util.Locale;

/** What the database servers of a cluster are. */
public enum Engine {
  /** MariaDB, whose binaries Maven resolves: needs nothing installed. */
  EMBEDDED,
  /** A real MySQL server, given by path or fetched by {@code ops/bin/fetch-mysql}. */
  MYSQL,
  /** Servers that somebody else runs; their addresses come from the environment. */
  EXTERNAL;

  /** The engine that the system property {@code mall.engine} names, embedded by default. */
  public static Engine fromProperty() {
    return named(System.getProperty("mall.engine", "embedded"));
  }

  static Engine named(String name) {
    for (Engine engine : values()) {
      if (engine.toString().equals(name)) {
        return engine;
      }
    }
    throw new LocalClusterException(
        "There is no engine '" + name + "': choose embedded, mysql or external.");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
