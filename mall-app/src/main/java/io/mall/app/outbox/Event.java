package io.mall.app.outbox;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import java.time.Instant;

/**
 * Something that happened to an order and that others must act on.
 *
 * @param eventId the same on every delivery
 * @param type {@code <module>.<what>}
 * @param payload JSON, as the writer chose it
 * @param attempts how often its delivery was begun, this time included
 * @param receiver {@link #SHOP}, or whom else it is for
 */
public record Event(
    UserId userId,
    long eventId,
    String type,
    OrderNo orderNo,
    String payload,
    int attempts,
    Instant createdAt,
    long receiver) {

  /** The shop itself. */
  public static final long SHOP = 0;

  boolean isForTheShop() {
    return receiver == SHOP;
  }
}
