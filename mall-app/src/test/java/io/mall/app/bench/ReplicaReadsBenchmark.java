package io.mall.app.bench;

import io.mall.app.support.Tools;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What reading on replicas is worth, and what it costs to read there what one has just written. */
final class ReplicaReadsBenchmark implements Benchmark {

  private static final int CONNECTIONS = 64;
  private static final int WRITERS = 16;
  private static final int USERS = 32;
  private static final String SWITCH = "replica-reads";
  private static final String TOKEN = "Mall-Read-After";
  private static final String READ = "/api/users/me";

  private final HttpClient client = HttpClient.newBuilder().version(Version.HTTP_1_1).build();
  private String base = "";

  @Override
  public String title() {
    return "a user's own data read on primaries and on replicas, with and without a write before";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("mall.user.bcrypt-strength", "4");
  }

  @Override
  public Verdict run(Site site, Contest contest) throws Exception {
    base = "http://127.0.0.1:" + site.port();
    List<String> users = new ArrayList<>();
    for (int i = 0; i < USERS; i++) {
      users.add(login("reader" + i));
    }
    Levels levels = new Levels(client, site.managementPort());
    ServerCpu servers = new ServerCpu(site);
    Wrk wrk = new Wrk(Tools.require("wrk"), site.folder());
    String reader = "Authorization: Bearer " + users.getFirst();
    String token = TOKEN + ": " + write(users.getFirst());
    Peer read = wrk.peer("on replicas", CONNECTIONS, base + READ, reader);
    List<Result> results =
        new ArrayList<>(
            contest.between(
                List.of(
                    servers.measured(read),
                    servers.measured(
                        levels.without(
                            wrk.peer("on primaries", CONNECTIONS, base + READ, reader), SWITCH)),
                    servers.measured(
                        wrk.peer("on replicas, token", CONNECTIONS, base + READ, reader, token)))));
    results.addAll(
        contest.between(
            List.of(
                servers.measured(pairs("write, read by token", users, true)),
                servers.measured(pairs("write, read without", users, false)),
                servers.measured(
                    levels.without(pairs("write, read on primary", users, false), SWITCH)))));
    List<String> explanation = new ArrayList<>();
    explanation.add("ratio: throughput of reads on replicas to reads on primaries.");
    explanation.add(compared("a token on reads", results.get(2), results.get(0)));
    explanation.add(compared("reading by its token after a write", results.get(3), results.get(5)));
    explanation.add(compared("reading without after a write", results.get(4), results.get(5)));
    explanation.addAll(servers.lines());
    return Verdict.of(results.get(0), results.get(1), results, explanation);
  }

  private static String compared(String what, Result one, Result other) {
    return "%s: %.2f times (%.2f - %.2f) the throughput of %s, %.2f times its CPU"
        .formatted(
            what,
            one.perSecond() / other.perSecond(),
            one.slowest() / other.fastest(),
            one.fastest() / other.slowest(),
            other.peer().name(),
            one.cpuMicros() / other.cpuMicros());
  }

  /** Somebody writes, and reads at once what was written: one operation. */
  private Peer pairs(String name, List<String> users, boolean sendsToken) {
    return new Peer(
        name,
        WRITERS,
        () -> {
          String login = users.get(ThreadLocalRandom.current().nextInt(users.size()));
          String token = write(login);
          HttpRequest.Builder read = request(READ, login);
          if (sendsToken) {
            read.header(TOKEN, token);
          }
          send(read.GET().build(), 200);
        });
  }

  /** Changes something of a user's; the token of that write. */
  private String write(String login) throws Exception {
    String name =
        "{\"displayName\":\"n%d\"}".formatted(ThreadLocalRandom.current().nextInt(1 << 30));
    HttpRequest change =
        request(READ, login).method("PATCH", BodyPublishers.ofString(name)).build();
    return send(change, 200).headers().firstValue(TOKEN).orElseThrow();
  }

  /** Registers somebody and logs in. */
  private String login(String name) throws Exception {
    String json = "{\"username\":\"%s\",\"password\":\"correct-horse\"}".formatted(name);
    send(request("/api/users", null).POST(BodyPublishers.ofString(json)).build(), 201);
    HttpResponse<String> session =
        send(request("/api/sessions", null).POST(BodyPublishers.ofString(json)).build(), 201);
    Matcher token = Pattern.compile("\"token\":\"([^\"]+)\"").matcher(session.body());
    if (!token.find()) {
      throw new IllegalStateException("no token in " + session.body());
    }
    return token.group(1);
  }

  private HttpRequest.Builder request(String path, @Nullable String login) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path)).header("Content-Type", "application/json");
    return login == null ? request : request.header("Authorization", "Bearer " + login);
  }

  private HttpResponse<String> send(HttpRequest request, int expected) throws Exception {
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    if (answer.statusCode() != expected) {
      throw new IllegalStateException(request.uri() + ": " + answer.body());
    }
    return answer;
  }
}
