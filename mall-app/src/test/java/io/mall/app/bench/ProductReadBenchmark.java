package io.mall.app.bench;

import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.UserId;
import io.mall.app.security.Caller;
import io.mall.app.security.Role;
import io.mall.app.security.Tokens;
import io.mall.app.support.Tools;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * One product of 1 KB over HTTP, from each level it can come from, against nginx that has the same
 * bytes. The shop has everything on: metrics, request ids, access rules; access lines are off on
 * both sides.
 */
final class ProductReadBenchmark implements Benchmark {

  private static final int CONNECTIONS = 64;
  private static final int PACED_CONNECTIONS = 256;

  private final HttpClient client = HttpClient.newHttpClient();

  @Override
  public String title() {
    return "a product of 1 KB over HTTP at 64 connections";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of();
  }

  @Override
  public Verdict run(Site site, Contest contest) throws Exception {
    Path folder = site.folder();
    Wrk wrk = new Wrk(Tools.require("wrk"), folder);
    String url = "http://127.0.0.1:" + site.port() + "/api/products/" + product(site);
    try (Nginx nginx = Nginx.start(Tools.require("nginx"), folder, get(url))) {
      return compare(site, contest, wrk, new Addresses(url, nginx));
    }
  }

  private record Addresses(String product, Nginx nginx) {}

  private Verdict compare(Site site, Contest contest, Wrk wrk, Addresses at)
      throws InterruptedException {
    String url = at.product();
    Levels levels = new Levels(client, site.managementPort());
    List<Result> results =
        new ArrayList<>(
            contest.between(
                List.of(
                    levels.measured(wrk.peer("ready", CONNECTIONS, url)),
                    wrk.peer("nginx file", CONNECTIONS, at.nginx().url("file")),
                    wrk.peer("nginx open file", CONNECTIONS, at.nginx().url("cached-file")),
                    wrk.peer("nginx constant", CONNECTIONS, at.nginx().url("constant")),
                    levels.without(
                        wrk.peer("ready, handed on", CONNECTIONS, url), "answers-at-once"),
                    levels.measured(
                        wrk.peer("ready, gzip", CONNECTIONS, url, "Accept-Encoding: gzip")),
                    levels.measured(
                        wrk.peer("ready, 304", CONNECTIONS, url, "If-None-Match: \"1\"")))));
    results.addAll(
        contest.between(
            List.of(
                levels.without(wrk.peer("made", CONNECTIONS, url), "ready-answers"),
                levels.without(wrk.peer("from Redis", CONNECTIONS, url), "product-memory"),
                levels.without(
                    wrk.peer("from database", CONNECTIONS, url),
                    "product-memory",
                    "shared-cache"))));
    double saturation =
        Paced.saturation(
            PACED_CONNECTIONS, url, results.getFirst().perSecond() / 4, contest.time());
    double half = saturation / 2;
    results.addAll(
        contest.between(
            List.of(
                Paced.peer("ready at half", PACED_CONNECTIONS, url, half),
                Paced.peer(
                    "nginx file at that", PACED_CONNECTIONS, at.nginx().url("file"), half))));
    List<String> explanation = new ArrayList<>(against(results));
    explanation.add(
        "at half: requests at random times over up to %d connections, measured from when each was due, half of the %,.0f/s that the shop keeps up with in this way on a machine whose other user is the generator (12 us a request)."
            .formatted(PACED_CONNECTIONS, saturation));
    explanation.addAll(levels.allocations());
    return Verdict.of(results.get(0), results.get(1), results, explanation);
  }

  private static List<String> against(List<Result> results) {
    Result ready = results.getFirst();
    return results.subList(1, 4).stream()
        .map(
            peer ->
                "against %s: %.2f times (%.2f - %.2f) its throughput, %.2f times its p50"
                    .formatted(
                        peer.peer().name(),
                        ready.perSecond() / peer.perSecond(),
                        ready.slowest() / peer.fastest(),
                        ready.fastest() / peer.slowest(),
                        ready.median(Round::p50) / peer.median(Round::p50)))
        .toList();
  }

  /** A product whose answer has about 1 KB. */
  private String product(Site site) throws Exception {
    CategoryId category = new CategoryId(ThreadLocalRandom.current().nextLong(1, 1L << 40));
    try (Connection connection = site.connect("ds_catalog");
        Statement statement = connection.createStatement()) {
      statement.execute(
          "INSERT INTO categories (category_id, slug, name) VALUES (%s, 'c%s', 'Lamps')"
              .formatted(category, category));
    }
    String token = site.bean(Tokens.class).issue(new Caller(new UserId(1), Role.ADMIN)).text();
    StringBuilder text = new StringBuilder();
    while (text.length() < 740) {
      text.append(Integer.toString(ThreadLocalRandom.current().nextInt(46_656), 36)).append(' ');
    }
    String entry =
        """
        {"categoryId":"%s","title":"Lamp","description":"%s","price":{"amount":1999,"currency":"EUR"}}"""
            .formatted(category, text.toString().strip());
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + site.port() + "/api/products"))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(entry))
            .build();
    String location =
        client
            .send(request, HttpResponse.BodyHandlers.ofString())
            .headers()
            .firstValue("Location")
            .orElseThrow();
    return location.substring(location.lastIndexOf('/') + 1);
  }

  private byte[] get(String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
  }
}
