package io.mall.load.shop;

import io.mall.load.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * Makes the files that the plans read: products that are for sale, users that are logged in.
 *
 * <p>A plan reads a line of each file in turn, so no two lengths have a divisor in common: else
 * each request of a mix would always meet the same few users and products.
 *
 * <p>The accounts are those of the demo shop. Passwords of other shops come from the environment:
 * {@code MALL_LOAD_PASSWORD} of {@code user1} to {@code user97}, {@code MALL_LOAD_ADMIN_PASSWORD}
 * of {@code admin}.
 */
public final class DataFiles {
  /** Lines of the files that say what a mix is made of. */
  static final int MIX = 100;

  static final int USERS = 97;
  static final int FEW = 19;
  private static final int MOST_PRODUCTS = 1_000;

  private final Api api;
  private final Path folder;

  public DataFiles(Api api, Path folder) {
    this.api = api;
    this.folder = folder;
  }

  /** Writes what these plans read. */
  public void write(List<Path> plans) {
    try {
      Files.createDirectories(folder);
      StringBuilder all = new StringBuilder();
      for (Path plan : plans) {
        all.append(Files.readString(plan));
      }
      String text = all.toString();
      List<String> products = products();
      lines("products.csv", "productId", products.subList(0, coprime(products.size())));
      lines("few-products.csv", "productId", products.subList(0, Math.min(FEW, products.size())));
      if (text.contains("users.csv")) {
        lines("users.csv", "username,password,token,addressId", users());
      }
      boolean sale = text.contains("hot-product.csv");
      if (sale || text.contains("admin.csv")) {
        String admin = token("admin", password("MALL_LOAD_ADMIN_PASSWORD", "mall-admin"));
        lines("admin.csv", "adminToken", List.of(admin));
      }
      if (sale) {
        lines("hot-product.csv", "productId", List.of(products.getLast()));
      }
    } catch (IOException e) {
      throw new LoadException("Cannot write " + folder + ": " + e.getMessage(), e);
    }
  }

  /** The most lines, at most so many, that have no divisor in common with the other files. */
  static int coprime(int most) {
    int lines = most;
    while (lines > 1 && (lines % 2 == 0 || lines % 5 == 0 || lines % USERS == 0)) {
      lines--;
    }
    return lines;
  }

  private void lines(String name, String header, List<String> lines) throws IOException {
    List<String> all = new ArrayList<>(List.of(header));
    all.addAll(lines);
    Files.write(folder.resolve(name), all);
  }

  private List<String> products() {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = api.read("/api/products?limit=100" + cursor, null);
      page.path("items").forEach(item -> ids.add(item.path("productId").asString()));
      JsonNode next = page.path("nextCursor");
      cursor = next.isString() ? "&cursor=" + next.asString() : "";
    } while (!cursor.isEmpty() && ids.size() < MOST_PRODUCTS);
    if (ids.isEmpty()) {
      throw new LoadException("The shop sells nothing: seed it first (… seed --demo).");
    }
    return ids;
  }

  private List<String> users() {
    String password = password("MALL_LOAD_PASSWORD", "mall-demo");
    List<Callable<String>> each = new ArrayList<>();
    for (int i = 1; i <= USERS; i++) {
      String name = "user" + i;
      each.add(() -> user(name, password));
    }
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<String> lines = new ArrayList<>();
      for (Future<String> line : threads.invokeAll(each)) {
        lines.add(line.get());
      }
      return lines;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LoadException failure) {
        throw new LoadException(failure.getMessage(), e);
      }
      throw new LoadException("The users cannot be logged in: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadException("Interrupted.", e);
    }
  }

  private String user(String name, String password) {
    String token = token(name, password);
    JsonNode address = api.read("/api/users/me/addresses", token).path("items").path(0);
    if (address.isMissingNode()) {
      throw new LoadException("User " + name + " has no address.");
    }
    return String.join(",", name, password, token, address.path("addressId").asString());
  }

  private String token(String name, String password) {
    String body = "{\"username\":\"" + name + "\",\"password\":\"" + password + "\"}";
    Api.Answer answer = api.post("/api/sessions", body, null);
    if (answer.status() != 201) {
      throw new LoadException(
          "The shop does not let "
              + name
              + " in ("
              + answer.status()
              + "): seed the demo users, or say their password in MALL_LOAD_PASSWORD and"
              + " MALL_LOAD_ADMIN_PASSWORD.");
    }
    return answer.body().path("token").asString();
  }

  private static String password(String variable, String usual) {
    return System.getenv().getOrDefault(variable, usual);
  }
}
