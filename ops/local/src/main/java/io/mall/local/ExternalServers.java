package io.mall.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** Servers that somebody else runs, found through the environment and asked whether they answer. */
final class ExternalServers {
  private static final int BOUND_MILLIS = 5_000;

  private final Map<String, String> given;
  private final Progress progress;

  ExternalServers(Map<String, String> given, Progress progress) {
    this.given = given;
    this.progress = progress;
  }

  /** The environment, once every address in it has answered; else an error that names each. */
  Map<String, String> verified(Set<Member.Kind> kinds) {
    List<String> names = Environment.names(kinds);
    List<String> missing = names.stream().filter(name -> value(name).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new LocalClusterException(
          "The engine 'external' takes its addresses from the environment; missing: "
              + String.join(", ", missing)
              + ".");
    }
    List<String> problems = new ArrayList<>();
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : names) {
      values.put(name, value(name));
      problem(name, value(name)).ifPresent(text -> problems.add(name + ": " + text));
    }
    if (!problems.isEmpty()) {
      throw new LocalClusterException(String.join("\n", problems));
    }
    return values;
  }

  private Optional<String> problem(String name, String value) {
    if (name.equals(Environment.USERNAME) || name.equals(Environment.PASSWORD)) {
      return Optional.empty();
    }
    Optional<Address> address = Address.in(value);
    if (address.isEmpty()) {
      return Optional.of("no host:port in '" + value + "'");
    }
    Optional<String> problem =
        switch (name) {
          case Environment.REDIS -> redisProblem(address.get());
          case Environment.SEATA -> tcpProblem(address.get());
          default -> databaseProblem(value);
        };
    if (problem.isEmpty()) {
      progress.line("  " + name + " answers at " + address.get());
    }
    return problem;
  }

  private static Optional<String> redisProblem(Address address) {
    return Redis.answers(address.host(), address.port())
        ? Optional.empty()
        : Optional.of("no Redis answers at " + address);
  }

  private static Optional<String> tcpProblem(Address address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), BOUND_MILLIS);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("nothing listens at " + address);
    }
  }

  private Optional<String> databaseProblem(String url) {
    Properties properties = new Properties();
    properties.setProperty("user", value(Environment.USERNAME));
    properties.setProperty("password", value(Environment.PASSWORD));
    properties.setProperty("allowPublicKeyRetrieval", "true");
    properties.setProperty("connectTimeout", Integer.toString(BOUND_MILLIS));
    properties.setProperty("socketTimeout", Integer.toString(BOUND_MILLIS));
    try (Connection connection = DriverManager.getConnection(url, properties)) {
      return connection.isValid(5) ? Optional.empty() : Optional.of(url + " does not answer");
    } catch (SQLException e) {
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
      return Optional.of("cannot connect to " + url + ": " + reason);
    }
  }

  private String value(String name) {
    return given.getOrDefault(name, "");
  }
}
