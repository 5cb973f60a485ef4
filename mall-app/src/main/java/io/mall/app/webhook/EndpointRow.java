package io.mall.app.webhook;

import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An endpoint as stored. */
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

  static EndpointRow of(Endpoint endpoint) {
    return new EndpointRow(
        endpoint.id().value(),
        endpoint.url().toASCIIString(),
        endpoint.topics().stream().map(Topic::text).sorted().collect(Collectors.joining(",")),
        endpoint.status().name(),
        endpoint.secret().text(),
        Optional.ofNullable(endpoint.oldSecret()).map(Secret::text).orElse(null),
        endpoint.oldSecretUntil(),
        endpoint.createdAt(),
        endpoint.updatedAt());
  }

  Endpoint toEndpoint() {
    return new Endpoint(
        new EndpointId(endpointId),
        URI.create(url),
        Arrays.stream(events.split(",", -1))
            .filter(text -> !text.isEmpty())
            .map(Topic::of)
            .collect(Collectors.toSet()),
        Endpoint.Status.valueOf(status),
        new Secret(secret),
        oldSecret == null ? null : new Secret(oldSecret),
        oldSecretUntil,
        createdAt,
        updatedAt);
  }
}
