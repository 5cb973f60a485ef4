package io.mall.app.webhook;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.app.outbox.Event;
import java.time.Instant;

/** A message as stored once it was told, or could not be. */
record MessageRow(
    UserId userId,
    long eventId,
    long endpointId,
    OrderNo orderNo,
    String payload,
    Status status,
    int attempts,
    String outcome,
    Instant createdAt,
    Instant updatedAt) {

  private static final int MAX_OUTCOME = 200;

  /** What became of it. */
  enum Status {
    DELIVERED,
    DEAD,
    SENDING
  }

  static MessageRow of(Event event, Status status, String outcome, Instant now) {
    String bounded = outcome.length() <= MAX_OUTCOME ? outcome : outcome.substring(0, MAX_OUTCOME);
    return new MessageRow(
        event.userId(),
        event.eventId(),
        event.receiver(),
        event.orderNo(),
        event.payload(),
        status,
        event.attempts(),
        bounded,
        event.createdAt(),
        now);
  }

  Event toEvent() {
    return new Event(userId, eventId, Webhooks.SEND, orderNo, payload, 0, createdAt, endpointId);
  }
}
