package io.mall.app.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which messages of an endpoint, from which number on. */
record MessageQuery(
    long endpointId,
    MessageRow.Status status,
    @Nullable Instant from,
    @Nullable Instant to,
    long after,
    int limit) {

  /** What a DATETIME column can be compared with on every engine. */
  private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");

  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

  MessageQuery {
    from = storable(from);
    to = storable(to);
  }

  private static @Nullable Instant storable(@Nullable Instant time) {
    if (time == null || time.isBefore(EARLIEST)) {
      return time == null ? null : EARLIEST;
    }
    return time.isAfter(LATEST) ? LATEST : time;
  }

  MessageQuery from(long number, int rows) {
    return new MessageQuery(endpointId, status, from, to, number, rows);
  }
}
