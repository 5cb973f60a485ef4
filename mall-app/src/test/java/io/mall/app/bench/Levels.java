package io.mall.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Turns in which some levels of the shop's caches are off, and what the shop allocates in them. */
final class Levels {

  private final HttpClient client;
  private final int managementPort;
  private final Map<String, List<Double>> bytes = new LinkedHashMap<>();

  Levels(HttpClient client, int managementPort) {
    this.client = client;
    this.managementPort = managementPort;
  }

  /** The peer, and how much is allocated for each of its requests. */
  Peer measured(Peer peer) {
    return new Peer(
        peer.name(),
        peer.clients(),
        (Peer.Turn)
            time -> {
              long before = allocated();
              Round round = peer.turn().take(time);
              double requests = round.perSecond() * time.toNanos() / 1e9;
              bytes
                  .computeIfAbsent(peer.name(), name -> new ArrayList<>())
                  .add((allocated() - before) / requests);
              return round;
            });
  }

  /** The same while some switches are off. */
  Peer without(Peer peer, String... switches) {
    Peer measured = measured(peer);
    return new Peer(
        peer.name(),
        peer.clients(),
        (Peer.Turn)
            time -> {
              try {
                turn(false, switches);
                return measured.turn().take(time);
              } finally {
                turn(true, switches);
              }
            });
  }

  /** Bytes for each request, from the last turn of each. */
  List<String> allocations() {
    return bytes.entrySet().stream()
        .map(
            each ->
                "%s: %.0f bytes allocated for each request"
                    .formatted(each.getKey(), each.getValue().getLast()))
        .toList();
  }

  private void turn(boolean on, String... switches) throws InterruptedException {
    for (String name : switches) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create("http://127.0.0.1:" + managementPort + "/actuator/switches/" + name))
              .header("Content-Type", "application/json")
              .POST(
                  HttpRequest.BodyPublishers.ofString(
                      "{\"on\":" + on + ",\"reason\":\"measured without\"}"))
              .build();
      try {
        int status = client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        if (status != 200) {
          throw new IllegalStateException("switch " + name + " answers " + status);
        }
      } catch (IOException e) {
        throw new IllegalStateException("switch " + name + " does not answer", e);
      }
    }
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getTotalThreadAllocatedBytes();
  }
}
