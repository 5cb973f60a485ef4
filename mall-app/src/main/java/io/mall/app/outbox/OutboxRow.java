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
    Instant createdAt,
    long receiver,
    int orderSeq) {

  /** When an event is due that waits behind another of its order: not by the clock. */
  static final Instant WAITING = Instant.parse("9999-01-01T00:00:00Z");

  Event toEvent() {
    return new Event(userId, eventId, eventType, orderNo, payload, attempts, createdAt, receiver);
  }

  OutboxRow leased(Instant until) {
    return new OutboxRow(
        userId,
        eventId,
        eventType,
        orderNo,
        payload,
        attempts + 1,
        until,
        createdAt,
        receiver,
        orderSeq);
  }

  boolean isLeaseOf(Event event) {
    return eventId == event.eventId() && attempts == event.attempts();
  }
}
