package io.mall.app.checkout;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What came back for a request; status 0 when nothing did.
 *
 * @param replayed whether it says that it repeats an earlier answer
 */
record Reply(int status, String body, boolean replayed) {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  /** Codes of refusals after which the same request may still succeed. */
  private static final Set<String> PASSING =
      Set.of("order/checkout-aborted", "idempotency/in-progress");

  static Reply to(
      int port, String token, String method, String path, String key, @Nullable Object body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .timeout(Duration.ofSeconds(40))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", key)
            .method(
                method,
                body == null
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
            .build();
    try {
      HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
      return new Reply(
          response.statusCode(),
          response.body(),
          response.headers().firstValue("Idempotent-Replay").isPresent());
    } catch (IOException lost) {
      return new Reply(0, String.valueOf(lost), false);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Whether a client would take it for the last word. */
  boolean isFinal() {
    return status >= 200 && status < 500 && !PASSING.contains(text("code"));
  }

  String text(String field) {
    return JSON.readTree(body).path(field).asString("");
  }
}
