package io.mall.app.checkout;

import io.mall.app.support.Mall;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Many clients at once, over plain HTTP, with their answers and times. */
final class Crowd {

  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final JsonMapper JSON = new JsonMapper();

  /** What a client was told. */
  record Answer(String what, int status, JsonNode body, Duration time) {

    String text(String field) {
      return body.path(field).asString("");
    }
  }

  /** What one client does, in turns. */
  interface Client {
    void turn(int number) throws Exception;
  }

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Collection<Answer> answers = new ConcurrentLinkedQueue<>();
  private final String base;

  Crowd(Mall mall) {
    this.base = "http://127.0.0.1:" + mall.port();
  }

  /** All clients at once, each so many turns. */
  void run(List<? extends Client> clients, int turns) throws Exception {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (Client client : clients) {
        running.add(
            executor.submit(
                () -> {
                  for (int i = 0; i < turns; i++) {
                    client.turn(i);
                  }
                  return true;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
  }

  /** Who is told to come back, as a slow machine does, comes back with the same key. */
  Answer send(String what, String token, String method, String path, @Nullable Object body)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(base + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", UUID.randomUUID().toString())
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
    long start = System.nanoTime();
    HttpResponse<byte[]> response;
    do {
      response = http.send(request.build(), BodyHandlers.ofByteArray());
    } while (isToldToComeBack(response) && System.nanoTime() - start < PATIENCE.toNanos());
    Duration time = Duration.ofNanos(System.nanoTime() - start);
    Answer answer = new Answer(what, response.statusCode(), JSON.readTree(response.body()), time);
    answers.add(answer);
    return answer;
  }

  private static boolean isToldToComeBack(HttpResponse<?> response) {
    return response.statusCode() == 503 && response.headers().firstValue("Retry-After").isPresent();
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  List<Answer> answers(String what) {
    return answers.stream().filter(answer -> answer.what().equals(what)).toList();
  }

  /** Median, 95th, 99th percentile and maximum of what these answers took, in milliseconds. */
  static String times(List<Answer> answers) {
    double[] sorted =
        answers.stream().mapToDouble(answer -> answer.time().toNanos() / 1e6).sorted().toArray();
    return Arrays.toString(
        IntStream.of(50, 95, 99, 100)
            .mapToLong(
                percent -> Math.round(sorted[Math.max(0, sorted.length * percent / 100 - 1)]))
            .toArray());
  }
}
