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
   * @param hits of the product cache
   * @param heap bytes in use
   */
  public record Look(
      double cpu,
      double connections,
      double waiting,
      double hits,
      double misses,
      double heap,
      double threads) {}

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
        sums.getOrDefault("mall_catalog_cache_reads_total/hit", 0.0),
        sums.getOrDefault("mall_catalog_cache_reads_total/miss", 0.0),
        sums.getOrDefault("jvm_memory_used_bytes/heap", 0.0),
        sums.getOrDefault("jvm_threads_live_threads", 0.0));
  }

  private static String name(String metric, String labels) {
    if (metric.equals("mall_catalog_cache_reads_total")) {
      return metric + (labels.contains("result=\"hit\"") ? "/hit" : "/miss");
    }
    if (metric.equals("jvm_memory_used_bytes")) {
      return metric + (labels.contains("area=\"heap\"") ? "/heap" : "/other");
    }
    return metric;
  }
}
