package io.mall.app.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Users of the demo shop who place orders of one piece each of some products, over HTTP. */
final class OrderLoad {

  private static final HttpClient HTTP = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private static final int PRODUCTS = 1_000;

  private final List<Integer> ports;
  private final List<Customer> customers = new ArrayList<>();

  private record Customer(String token, String addressId) {}

  /**
   * Logs the first users in, at the first instance.
   *
   * @param ports of the instances, which are asked in turn
   */
  OrderLoad(List<Integer> ports, int users) throws IOException, InterruptedException {
    this.ports = List.copyOf(ports);
    for (int i = 1; i <= users; i++) {
      String token = token("user" + i, "mall-demo");
      String addresses = send(request("/api/users/me/addresses", token).GET().build(), 200);
      customers.add(new Customer(token, field("addressId", addresses)));
    }
  }

  /** Puts in so much of a product that no number of rounds sells it out. */
  void restock(long productId) throws IOException, InterruptedException {
    String path = "/api/stock/" + productId + "/restock";
    post(path, token("admin", "mall-admin"), "{\"quantity\":10000000}", 200);
  }

  private String token(String user, String password) throws IOException, InterruptedException {
    String account = "{\"username\":\"%s\",\"password\":\"%s\"}".formatted(user, password);
    return field("token", post("/api/sessions", "", account, 201));
  }

  /** The header by which one of the customers is known. */
  String authorization() {
    return "Authorization: Bearer " + customers.getFirst().token();
  }

  /** Any of the products, so that nobody waits for another's row; {@code lines} of them. */
  Peer spread(String name, int clients, int lines) {
    return new Peer(
        name,
        clients,
        () -> {
          long first = ThreadLocalRandom.current().nextLong(PRODUCTS);
          StringBuilder items = new StringBuilder();
          for (int i = 0; i < lines; i++) {
            items.append(i == 0 ? "" : ",").append(item((first + 497L * i) % PRODUCTS + 1));
          }
          order(items.toString());
        });
  }

  /** Everybody the same product. */
  Peer hot(String name, int clients, long productId) {
    return new Peer(name, clients, () -> order(item(productId)));
  }

  /** One of the customers changes how many of one product are in the cart. */
  Peer cart(String name, int clients) {
    return new Peer(
        name,
        clients,
        () -> {
          ThreadLocalRandom random = ThreadLocalRandom.current();
          Customer customer = customers.get(random.nextInt(customers.size()));
          String json = "{\"quantity\":%d}".formatted(random.nextInt(1, 90));
          String path = "/api/cart/items/" + random.nextInt(1, 40);
          send(request(path, customer.token()).PUT(BodyPublishers.ofString(json)).build(), 200);
        });
  }

  private static String item(long productId) {
    return "{\"productId\":\"%d\",\"quantity\":1}".formatted(productId);
  }

  private void order(String items) throws IOException, InterruptedException {
    Customer customer = customers.get(ThreadLocalRandom.current().nextInt(customers.size()));
    post(
        "/api/orders",
        customer.token(),
        "{\"addressId\":\"%s\",\"items\":[%s]}".formatted(customer.addressId(), items),
        201);
  }

  private String post(String path, String token, String json, int expected)
      throws IOException, InterruptedException {
    return send(request(path, token).POST(BodyPublishers.ofString(json)).build(), expected);
  }

  private HttpRequest.Builder request(String path, String token) {
    int port = ports.get(ThreadLocalRandom.current().nextInt(ports.size()));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString());
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  private static String field(String name, String json) {
    Matcher matcher = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(json);
    if (!matcher.find()) {
      throw new IllegalStateException("no " + name + " in " + json);
    }
    return matcher.group(1);
  }

  private static String send(HttpRequest request, int expected)
      throws IOException, InterruptedException {
    HttpResponse<String> answer = HTTP.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IllegalStateException(request.uri() + ": " + answer.body());
    }
    return answer.body();
  }
}
