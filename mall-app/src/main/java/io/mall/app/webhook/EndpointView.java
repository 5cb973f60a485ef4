package io.mall.app.webhook;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as administrators see it.
 *
 * @param secret shown when it was just made, never again
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EndpointView(
    EndpointId id,
    String url,
    List<Topic> events,
    Endpoint.Status status,
    @Nullable String secret,
    @Nullable Instant oldSecretUntil,
    Instant createdAt,
    Instant updatedAt) {

  static EndpointView of(Endpoint endpoint) {
    return of(endpoint, null);
  }

  static EndpointView withSecret(Endpoint endpoint) {
    return of(endpoint, endpoint.secret().text());
  }

  private static EndpointView of(Endpoint endpoint, @Nullable String secret) {
    return new EndpointView(
        endpoint.id(),
        endpoint.url().toASCIIString(),
        endpoint.topics().stream().sorted().toList(),
        endpoint.status(),
        secret,
        endpoint.oldSecretUntil(),
        endpoint.createdAt(),
        endpoint.updatedAt());
  }
}
