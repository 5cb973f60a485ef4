package io.mall.app.webhook;

import io.mall.app.outbox.DeliverLaterException;
import io.mall.app.outbox.Event;
import io.mall.app.outbox.OutboxHandler;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Brings a message to its endpoint, or notes that it cannot be brought. */
@Component
class SendMessage implements OutboxHandler {

  private static final Logger log = LoggerFactory.getLogger(SendMessage.class);
  private static final int GONE = 410;
  private static final double JITTER = 0.1;

  private final Endpoints endpoints;
  private final Messages messages;
  private final Post post;
  private final WebhookProperties properties;
  private final MeterRegistry meters;
  private final Clock clock;

  SendMessage(
      Endpoints endpoints,
      Messages messages,
      Post post,
      WebhookProperties properties,
      MeterRegistry meters,
      Clock clock) {
    this.endpoints = endpoints;
    this.messages = messages;
    this.post = post;
    this.properties = properties;
    this.meters = meters;
    this.clock = clock;
  }

  @Override
  public String type() {
    return Webhooks.SEND;
  }

  @Override
  public void deliver(Event event) {
    EndpointId id = new EndpointId(event.receiver());
    Endpoint endpoint = endpoints.find(id).orElse(null);
    if (endpoint == null || endpoint.status() == Endpoint.Status.DISABLED) {
      end(
          event,
          MessageRow.Status.DEAD,
          endpoint == null ? "endpoint removed" : "endpoint disabled");
      return;
    }
    try {
      Post.Answer answer = send(event, endpoint);
      if (answer.status() / 100 == 2) {
        end(event, MessageRow.Status.DELIVERED, "status " + answer.status());
      } else if (answer.status() == GONE) {
        endpoints.change(id, new EndpointChange(null, null, Endpoint.Status.DISABLED));
        log.atWarn().addKeyValue("endpoint", id).log("webhook endpoint is gone, disabled");
        end(event, MessageRow.Status.DEAD, "status 410, endpoint disabled");
      } else {
        failed(event, "status " + answer.status(), answer.retryAfter());
      }
    } catch (IOException unreachable) {
      failed(event, unreachable.getClass().getSimpleName(), Duration.ZERO);
    }
  }

  private Post.Answer send(Event event, Endpoint endpoint) throws IOException {
    byte[] body = event.payload().getBytes(StandardCharsets.UTF_8);
    String id = "msg_" + event.eventId();
    Instant now = clock.instant();
    return post.send(
        endpoint.url(),
        Post.headers(id, Long.toString(now.getEpochSecond()), endpoint.sign(id, now, body)),
        body);
  }

  private void failed(Event event, String outcome, Duration atLeast) {
    List<Duration> retries = properties.retries();
    if (event.attempts() > retries.size()) {
      end(event, MessageRow.Status.DEAD, outcome);
      log.atWarn()
          .addKeyValue("endpoint", event.receiver())
          .addKeyValue("message", event.eventId())
          .addKeyValue("outcome", outcome)
          .log("webhook message is dead");
      return;
    }
    Duration wait = jittered(retries.get(event.attempts() - 1));
    throw new DeliverLaterException(outcome, wait.compareTo(atLeast) > 0 ? wait : atLeast);
  }

  private void end(Event event, MessageRow.Status status, String outcome) {
    messages.record(event, status, outcome);
    meters
        .counter("mall.webhook.messages", "status", status.name().toLowerCase(Locale.ROOT))
        .increment();
  }

  private static Duration jittered(Duration wait) {
    double factor = 1 - JITTER + 2 * JITTER * ThreadLocalRandom.current().nextDouble();
    return Duration.ofNanos((long) (wait.toNanos() * factor));
  }
}
