package io.mall.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One instance of the shop, in a JVM of its own. */
final class ShopInstance extends Server {
  /** Management listens this far above the shop itself. */
  private static final int MANAGEMENT_DISTANCE = 1_000;

  private final List<String> program;
  private final Map<String, String> environment;

  ShopInstance(
      int number,
      int port,
      DataFolder data,
      List<String> program,
      Map<String, String> environment) {
    super("shop-" + number, port, data);
    this.program = List.copyOf(program);
    this.environment = Map.copyOf(environment);
  }

  /** A port with a free one for management at its distance. */
  static int freePort() {
    int port = Ports.free();
    while (!Ports.isFree(port + MANAGEMENT_DISTANCE)) {
      port = Ports.free();
    }
    return port;
  }

  int managementPort() {
    return port() + MANAGEMENT_DISTANCE;
  }

  static void checkPorts(int port) {
    for (int wanted : List.of(port, port + MANAGEMENT_DISTANCE)) {
      if (!Ports.isFree(wanted)) {
        throw new LocalClusterException(
            "Port "
                + wanted
                + ", which the shop needs, is in use by another process: choose other ports with"
                + " --port.");
      }
    }
  }

  @Override
  void prepare() {
    checkPorts(port());
  }

  @Override
  ChildProcess.Command command() {
    List<String> line = new ArrayList<>(program);
    line.add("--server.port=" + port());
    line.add("--management.server.port=" + managementPort());
    return new ChildProcess.Command(name(), line, environment, Duration.ofSeconds(45));
  }

  @Override
  boolean serves() {
    return Http.answersOk(readiness());
  }

  @Override
  String answer() {
    return readiness() + " says " + Http.ask(readiness());
  }

  private String readiness() {
    return "http://127.0.0.1:" + managementPort() + "/actuator/health/readiness";
  }

  @Override
  Duration startBound() {
    return Duration.ofMinutes(4);
  }
}
