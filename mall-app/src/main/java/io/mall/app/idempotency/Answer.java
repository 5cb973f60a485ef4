package io.mall.app.idempotency;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * An answer as it went over the wire, so that a replay is the same to the byte.
 *
 * @param location the path in {@code Location}, if there was one
 * @param etag the {@code ETag}, if there was one
 * @param body JSON, or empty
 * @param replayed whether it was given before
 */
public record Answer(
    int status, @Nullable String location, @Nullable String etag, String body, boolean replayed) {

  /** The answer as a controller returns it; a replay says so in {@code Idempotent-Replay}. */
  public ResponseEntity<byte[]> toResponse() {
    ResponseEntity.BodyBuilder response = ResponseEntity.status(status);
    if (location != null) {
      response.location(URI.create(location));
    }
    if (etag != null) {
      response.eTag(etag);
    }
    if (replayed) {
      response.header("Idempotent-Replay", "true");
    }
    return body.isEmpty()
        ? response.build()
        : response
            .contentType(MediaType.APPLICATION_JSON)
            .body(body.getBytes(StandardCharsets.UTF_8));
  }
}
