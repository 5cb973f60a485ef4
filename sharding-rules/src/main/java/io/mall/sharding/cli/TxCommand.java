package io.mall.sharding.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/**
 * {@code shardctl tx}: transactions across shards whose second phase is outstanding. What a branch
 * means, and how it ends, only the application knows, so an instance of it is asked.
 */
@Command(
    name = "tx",
    mixinStandardHelpOptions = true,
    description = "Lists transactions across shards that are in doubt, and ends them.")
final class TxCommand {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Console console;

  @Option(
      names = "--app",
      paramLabel = "URL",
      scope = ScopeType.INHERIT,
      defaultValue = "http://127.0.0.1:9080",
      description = "Management address of any instance (default: ${DEFAULT-VALUE}).")
  private String app = "";

  @Option(names = "--json", scope = ScopeType.INHERIT, description = "Prints JSON.")
  private boolean json;

  TxCommand(Console console) {
    this.console = console;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Lists them with age, decision and branches; exit code 1 when there are any.",
        "PLACED will be sold, ABORTED will be released, UNDECIDED may still be running."
      })
  int list(
      @Option(
              names = "--older-than",
              paramLabel = "SECONDS",
              defaultValue = "10",
              description = "Only those that began so long ago (default: ${DEFAULT-VALUE}).")
          int olderThan)
      throws IOException {
    JsonNode report = ask("GET", "/actuator/transactions?olderThan=PT" + olderThan + "S");
    JsonNode transactions = report.path("transactions");
    if (json) {
      console.print(report.toString());
    } else {
      print(report, transactions);
    }
    return transactions.isEmpty() ? Shardctl.FINE : Shardctl.FINDINGS;
  }

  @Command(
      mixinStandardHelpOptions = true,
      description = {
        "Ends transactions as their decision says; an undecided one is aborted.",
        "Safe at any time: a checkout that is still running is then refused and takes nothing."
      })
  int resolve(@Parameters(paramLabel = "ORDER", arity = "1..*") List<String> orders)
      throws IOException {
    int unknown = 0;
    for (String order : orders) {
      String name = URLEncoder.encode(order, StandardCharsets.UTF_8);
      JsonNode products = ask("POST", "/actuator/transactions/" + name).path("products");
      if (json) {
        console.print(products.toString());
      } else {
        products
            .properties()
            .forEach(
                each ->
                    console.print(
                        order + " product " + each.getKey() + " " + each.getValue().asText()));
      }
      if (products.isEmpty()) {
        console.progress(order + " has nothing in doubt");
        unknown++;
      }
    }
    return unknown == 0 ? Shardctl.FINE : Shardctl.FINDINGS;
  }

  private void print(JsonNode report, JsonNode transactions) {
    if (!report.path("coordinatorReachable").asBoolean()) {
      console.print("the coordinator does not answer: the sweep ends what it would have ended");
    }
    for (JsonNode each : transactions) {
      console.print(
          "order %s  %s by %s  %d s old"
              .formatted(
                  each.path("orderNo").asText(),
                  each.path("decision").asText(),
                  each.path("decidedBy").asText(),
                  each.path("ageSeconds").asLong()));
      for (JsonNode branch : each.path("branches")) {
        console.print(
            "  product %s  %d %s in %s since %s"
                .formatted(
                    branch.path("productId").asText(),
                    branch.path("quantity").asLong(),
                    branch.path("state").asText(),
                    branch.path("table").asText(),
                    branch.path("reservedAt").asText()));
      }
    }
    long unlisted = report.path("unlisted").asLong();
    console.print(
        unlisted == 0
            ? transactions.size() + " in doubt"
            : "the oldest %d in doubt; %d branches of younger ones are not listed"
                .formatted(transactions.size(), unlisted));
  }

  private JsonNode ask(String method, String path) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(app + path))
            .timeout(PATIENCE)
            .method(method, BodyPublishers.noBody())
            .build();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(
            "%s answers %d to %s %s: is it the management address of the shop?"
                .formatted(app, response.statusCode(), method, path));
      }
      return new ObjectMapper().readTree(response.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while waiting for " + app, e);
    } catch (IOException e) {
      throw e.getMessage() != null && e.getMessage().startsWith(app)
          ? e
          : new IOException(app + " does not answer: name a running instance with --app", e);
    }
  }
}
