package io.mall.app.webhook;

import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.app.outbox.Outbox;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Tells others what happened, in the transaction in which it happens. */
@Component
public class Webhooks {

  /** The type of event in the outbox that is a message to an endpoint. */
  static final String SEND = "webhook.send";

  private final Endpoints endpoints;
  private final Outbox outbox;
  private final JsonMapper json;
  private final Clock clock;

  Webhooks(Endpoints endpoints, Outbox outbox, JsonMapper json, Clock clock) {
    this.endpoints = endpoints;
    this.outbox = outbox;
    this.json = json;
    this.clock = clock;
  }

  /** The body of every message. */
  private record Body(Topic type, Instant timestamp, Object data) {}

  /**
   * Has everybody told who wants to know; costs nothing when nobody does. The caller holds the
   * order's row, or has just inserted it.
   *
   * @param data what is told: nothing about a person
   */
  @Transactional(propagation = Propagation.MANDATORY)
  public void tell(UserId userId, OrderNo orderNo, Topic topic, Object data) {
    List<Endpoint> listeners = endpoints.wanting(topic);
    if (listeners.isEmpty()) {
      return;
    }
    String body = json.writeValueAsString(new Body(topic, clock.instant(), data));
    for (Endpoint endpoint : listeners) {
      outbox.append(outbox.newEvent(userId, orderNo, SEND, body, endpoint.id().value()));
    }
  }
}
