package io.mall.app.outbox;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import java.time.Instant;

/** An event as stored. */
record OutboxRow(
    UserId userId,
    long eventId,
    String eventType,
    OrderNo orderNo,
    String payload,
    int attempts,
    Instant dueAt,
    Instant createdAt) {

  Event toEvent() {
    return new Event(userId, eventId, eventType, orderNo, payload, attempts, createdAt);
  }

  OutboxRow claimed(Instant until) {
    return new OutboxRow(
        userId, eventId, eventType, orderNo, payload, attempts + 1, until, createdAt);
  }
}
