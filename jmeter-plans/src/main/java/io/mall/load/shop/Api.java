package io.mall.load.shop;

import io.mall.load.LoadException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The shop's API, for what is needed before and after a run. */
public final class Api implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final URI base;
  private final HttpClient client =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  public Api(URI base) {
    this.base = base;
  }

  /** What was answered; any status. */
  record Answer(int status, JsonNode body) {}

  /** Fails in one line when nobody, or somebody else, answers there. */
  public void mustAnswer() {
    Answer answer = get("/api/products?limit=1", null);
    if (answer.status() != 200 || !answer.body().path("items").isArray()) {
      throw new LoadException(
          "No shop is at " + base + ": GET /api/products answers " + answer.status() + ".");
    }
  }

  JsonNode read(String path, @Nullable String token) {
    return ok("GET " + path, get(path, token));
  }

  JsonNode write(String path, String body, @Nullable String token) {
    return ok("POST " + path, post(path, body, token));
  }

  Answer get(String path, @Nullable String token) {
    return send(request(path, token).GET().build());
  }

  Answer post(String path, String body, @Nullable String token) {
    return send(
        request(path, token)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build());
  }

  private HttpRequest.Builder request(String path, @Nullable String token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(30));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private JsonNode ok(String what, Answer answer) {
    if (answer.status() / 100 != 2) {
      throw new LoadException(
          what
              + " at "
              + base
              + " answers "
              + answer.status()
              + " "
              + answer.body().path("type").asString(""));
    }
    return answer.body();
  }

  private Answer send(HttpRequest request) {
    try {
      HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
      return new Answer(response.statusCode(), tree(response.body()));
    } catch (IOException e) {
      throw new LoadException("Nothing answers at " + base + ": " + reason(e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LoadException("Interrupted.", e);
    }
  }

  private static JsonNode tree(byte[] body) {
    try {
      return JSON.readTree(body);
    } catch (JacksonException e) {
      return JSON.createObjectNode();
    }
  }

  private static String reason(IOException failure) {
    String message = failure.getMessage();
    return message == null || message.isEmpty()
        ? failure.getClass().getSimpleName().equals("ConnectException")
            ? "the connection is refused"
            : failure.getClass().getSimpleName()
        : message;
  }

  @Override
  public void close() {
    client.close();
  }
}
