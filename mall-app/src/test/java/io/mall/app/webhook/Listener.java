package io.mall.app.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** Somebody who is told: writes calls down and answers as a test says. */
final class Listener implements AutoCloseable {

  /** A call as it came. */
  record Call(String id, String timestamp, String signature, String body, int number) {}

  private final HttpServer server;
  private final List<Call> calls = new CopyOnWriteArrayList<>();

  /** Answers each call with the status that the function gives. */
  Listener(Function<Call, Integer> status) {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", exchange -> answer(exchange, status));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private void answer(HttpExchange exchange, Function<Call, Integer> status) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Call call;
      synchronized (calls) {
        call =
            new Call(
                String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id")),
                String.valueOf(exchange.getRequestHeaders().getFirst("webhook-timestamp")),
                String.valueOf(exchange.getRequestHeaders().getFirst("webhook-signature")),
                body,
                calls.size() + 1);
        calls.add(call);
      }
      int answer = status.apply(call);
      if (answer / 100 == 3) {
        exchange.getResponseHeaders().add("Location", url());
      }
      exchange.sendResponseHeaders(answer, -1);
    }
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
