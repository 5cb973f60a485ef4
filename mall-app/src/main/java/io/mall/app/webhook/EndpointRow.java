package io.mall.app.webhook;

import io.mall.app.security.Seals;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint as stored.
 *
 * @param secret sealed
 * @param oldSecret sealed
 */
record EndpointRow(
    long endpointId,
    String url,
    String events,
    String status,
    String secret,
    @Nullable String oldSecret,
    @Nullable Instant oldSecretUntil,
    Instant createdAt,
    Instant updatedAt) {

  static EndpointRow of(Endpoint endpoint, Seals seals) {
    String context = context(endpoint.id().value());
    return new EndpointRow(
        endpoint.id().value(),
        endpoint.url().toASCIIString(),
        endpoint.topics().stream().map(Topic::text).sorted().collect(Collectors.joining(",")),
        endpoint.status().name(),
        seals.seal(endpoint.secret().bytes(), context),
        Optional.ofNullable(endpoint.oldSecret())
            .map(old -> seals.seal(old.bytes(), context))
            .orElse(null),
        endpoint.oldSecretUntil(),
        endpoint.createdAt(),
        endpoint.updatedAt());
  }

  /** Whether its secrets are sealed with the key that seals now. */
  boolean isCurrent(Seals seals) {
    return seals.isCurrent(secret) && (oldSecret == null || seals.isCurrent(oldSecret));
  }

  Endpoint toEndpoint(Seals seals) {
    return new Endpoint(
        new EndpointId(endpointId),
        URI.create(url),
        Arrays.stream(events.split(",", -1))
            .filter(text -> !text.isEmpty())
            .map(Topic::of)
            .collect(Collectors.toSet()),
        Endpoint.Status.valueOf(status),
        open(secret, seals),
        oldSecret == null ? null : open(oldSecret, seals),
        oldSecretUntil,
        createdAt,
        updatedAt);
  }

  private Secret open(String text, Seals seals) {
    return Secret.of(seals.open(text, context(endpointId)));
  }

  private static String context(long endpointId) {
    return "webhook endpoint " + endpointId;
  }
}
