package io.mall.app.webhook;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is told.
 *
 * @param topics what about; empty: everything
 * @param oldSecret signs beside the secret until {@code oldSecretUntil}
 */
record Endpoint(
    EndpointId id,
    URI url,
    Set<Topic> topics,
    Status status,
    Secret secret,
    @Nullable Secret oldSecret,
    @Nullable Instant oldSecretUntil,
    Instant createdAt,
    Instant updatedAt) {

  /** Whether it is told. */
  enum Status {
    ACTIVE,
    DISABLED
  }

  Endpoint {
    topics = Set.copyOf(topics);
  }

  boolean wants(Topic topic) {
    return status == Status.ACTIVE && (topics.isEmpty() || topics.contains(topic));
  }

  /** One signature with each secret that counts now, as the header has them. */
  String sign(String id, Instant now, byte[] body) {
    String timestamp = Long.toString(now.getEpochSecond());
    String signature = secret.sign(id, timestamp, body);
    return oldSecret == null || oldSecretUntil == null || !now.isBefore(oldSecretUntil)
        ? signature
        : signature + " " + oldSecret.sign(id, timestamp, body);
  }

  /** With another secret; the one it had counts for a while yet. */
  Endpoint rotate(Secret fresh, Duration grace, Instant now) {
    return new Endpoint(id, url, topics, status, fresh, secret, now.plus(grace), createdAt, now);
  }

  Endpoint change(EndpointChange change, Instant now) {
    return new Endpoint(
        id,
        change.url() == null ? url : change.url(),
        change.events() == null ? topics : new TreeSet<>(change.events()),
        change.status() == null ? status : change.status(),
        secret,
        oldSecret,
        oldSecretUntil,
        createdAt,
        now);
  }
}
