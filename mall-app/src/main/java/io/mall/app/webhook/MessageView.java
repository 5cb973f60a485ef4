package io.mall.app.webhook;

import io.mall.app.kernel.OrderNo;
import java.time.Instant;

/** A message as administrators see it; its body is JSON in a string, as it was sent. */
record MessageView(
    MessageId id,
    OrderNo orderNo,
    MessageRow.Status status,
    int attempts,
    String outcome,
    String body,
    Instant createdAt,
    Instant updatedAt) {

  static MessageView of(MessageRow row) {
    return new MessageView(
        new MessageId(row.eventId()),
        row.orderNo(),
        row.status(),
        row.attempts(),
        row.outcome(),
        row.payload(),
        row.createdAt(),
        row.updatedAt());
  }
}
