package io.mall.load.shop;

import io.mall.load.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What can be checked of a shop whose databases are not ours to ask: its API and its own audit. */
public final class PublicBooks {
  private PublicBooks() {}

  /**
   * Checks the stock of the products that the plans use, and asks the shop's audit.
   *
   * @param data the folder of the data files
   */
  public static List<Finding> audit(Target target, Path data) {
    List<Finding> findings = new ArrayList<>();
    List<String> wrong = new ArrayList<>();
    try (Api api = new Api(target.base())) {
      List<String> products = Files.readAllLines(data.resolve("products.csv"));
      for (String product : products.subList(1, products.size())) {
        JsonNode stock = api.read("/api/stock/" + product, null);
        long available = stock.path("available").asLong();
        long reserved = stock.path("reserved").asLong();
        long sold = stock.path("sold").asLong();
        if (stock.path("seeded").asLong() != available + reserved + sold
            || Math.min(available, Math.min(reserved, sold)) < 0) {
          wrong.add(product);
        }
      }
      findings.add(
          new Finding(
              "stock adds up: seeded = available + reserved + sold, none below zero",
              wrong.isEmpty(),
              wrong.isEmpty() ? products.size() - 1 + " products" : "products " + wrong));
    } catch (IOException e) {
      throw new LoadException("Cannot read " + data + ": " + e.getMessage(), e);
    }
    try (Api management = new Api(target.management())) {
      JsonNode audit = management.read("/actuator/stock", null);
      int deviations = audit.path("deviations").size();
      findings.add(
          new Finding(
              "the shop's own audit of stock and ledger finds nothing",
              deviations == 0,
              audit.path("products").asInt() + " products, " + deviations + " deviate"));
    } catch (LoadException e) {
      // Management is often not reachable from where load tests run; what was checked is listed.
    }
    return findings;
  }
}
