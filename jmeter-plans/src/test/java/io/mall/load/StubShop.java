package io.mall.load;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** A shop of a few lines that has products and their stock, and is as slow as one likes. */
final class StubShop implements AutoCloseable {
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** How long to wait before an answer. */
  interface Pace {
    Duration waiting();
  }

  /**
   * Opens on a free port.
   *
   * @param sold pieces of each product, of which 10 were there
   */
  StubShop(Pace pace, int sold) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext(
        "/api/products",
        exchange -> {
          LockSupport.parkNanos(pace.waiting().toNanos());
          String id = last(exchange);
          answer(
              exchange,
              id.equals("products")
                  ? "{\"items\":[{\"productId\":\"1\"},{\"productId\":\"2\"}]}"
                  : "{\"productId\":\"" + id + "\"}");
        });
    server.createContext(
        "/api/stock",
        exchange ->
            answer(
                exchange,
                "{\"seeded\":10,\"available\":%d,\"reserved\":0,\"sold\":%d}"
                    .formatted(10 - sold, sold)));
    server.start();
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static String last(HttpExchange exchange) {
    String path = exchange.getRequestURI().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static void answer(HttpExchange exchange, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.close();
  }
}
