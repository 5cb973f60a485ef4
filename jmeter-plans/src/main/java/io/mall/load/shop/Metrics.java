package io.mall.load.shop;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an instance of the shop tells of itself in Prometheus' format. */
public final class Metrics {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][\\w:]*)(\\{.*\\})? ([-+0-9.eENaInf]+)");

  private final HttpRequest request;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

  public Metrics(Target target) {
    request =
        HttpRequest.newBuilder(target.management().resolve("/actuator/prometheus"))
            .timeout(Duration.ofSeconds(2))
            .build();
  }

  /**
   * A look at the instance. Counters count from its start.
   *
   * @param cpu cores that the instance uses as a share of all
   * @param connections checked out of all pools
   * @param waiting for a connection
   * @param ready requests that were answered by bytes that were ready, of all
   * @param memory products that were in memory, of those read
   * @param shared things found in Redis, of those that were not in memory
   * @param heap bytes in use
   */
  public record Look(
      double cpu,
      double connections,
      double waiting,
      Reads ready,
      Reads memory,
      Reads shared,
      double heap,
      double threads) {}

  /** How many there were, and how many of them found it. */
  public record Reads(double hits, double all) {}

  /** A look; empty when the metrics are not to be had. */
  public Optional<Look> look() {
    try {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      return answer.statusCode() == 200 ? Optional.of(parse(answer.body())) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  static Look parse(String text) {
    Map<String, Double> sums = new HashMap<>();
    text.lines()
        .forEach(
            line -> {
              Matcher matcher = LINE.matcher(line);
              if (matcher.matches()) {
                String labels = matcher.group(2) == null ? "" : matcher.group(2);
                double value = Double.parseDouble(matcher.group(3).replace("Inf", "Infinity"));
                sums.merge(name(matcher.group(1), labels), value, Double::sum);
              }
            });
    return new Look(
        sums.getOrDefault("process_cpu_usage", 0.0),
        sums.getOrDefault("hikaricp_connections_active", 0.0),
        sums.getOrDefault("hikaricp_connections_pending", 0.0),
        new Reads(
            sums.getOrDefault("mall_answers_ready_total", 0.0),
            sums.getOrDefault("http_server_requests_seconds_count", 0.0)),
        reads(sums, "mall_catalog_cache_reads_total"),
        reads(sums, "mall_cache_shared_reads_total"),
        sums.getOrDefault("jvm_memory_used_bytes/heap", 0.0),
        sums.getOrDefault("jvm_threads_live_threads", 0.0));
  }

  private static Reads reads(Map<String, Double> sums, String metric) {
    double hits = sums.getOrDefault(metric + "/hit", 0.0);
    return new Reads(hits, hits + sums.getOrDefault(metric + "/other", 0.0));
  }

  private static String name(String metric, String labels) {
    return switch (metric) {
      case "mall_catalog_cache_reads_total" -> part(metric, labels, "result=\"hit\"", "hit");
      case "mall_cache_shared_reads_total" ->
          part(metric, labels, "outcome=\"(hit|waited)\"", "hit");
      case "jvm_memory_used_bytes" -> part(metric, labels, "area=\"heap\"", "heap");
      default -> metric;
    };
  }

  private static String part(String metric, String labels, String pattern, String name) {
    return metric + (Pattern.compile(pattern).matcher(labels).find() ? "/" + name : "/other");
  }
}
