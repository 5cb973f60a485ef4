package io.mall.app.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Brings events to their handlers, each on a virtual thread, a bounded number at a time. */
@Component
class Relay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final String UNKNOWN = "unknown";

  private final OutboxMapper mapper;
  private final ObjectProvider<OutboxHandler> beans;
  private final OutboxProperties properties;
  private final BackOff backOff;
  private final Semaphore turns;
  private final MeterRegistry meters;
  private final Clock clock;
  private volatile Map<String, List<OutboxHandler>> handlers = Map.of();
  private volatile boolean running;

  /**
   * @param handlers those who act on events; what they use may itself write events, so they are
   *     looked up once all is built
   */
  Relay(
      OutboxMapper mapper,
      ObjectProvider<OutboxHandler> handlers,
      OutboxProperties properties,
      MeterRegistry meters,
      Clock clock) {
    this.mapper = mapper;
    this.beans = handlers;
    this.properties = properties;
    this.backOff = new BackOff(properties.backOff(), properties.maxBackOff());
    this.turns = new Semaphore(properties.concurrency());
    this.meters = meters;
    this.clock = clock;
  }

  /** Starts a delivery, or leaves it to the sweep when enough are under way. */
  void deliverSoon(Event event) {
    if (running && turns.tryAcquire()) {
      start(event);
    }
  }

  /** Starts a delivery as soon as one of the others is done; false when that takes too long. */
  boolean deliverInTurn(Event event) throws InterruptedException {
    if (!turns.tryAcquire(properties.lease().toMillis() / 2, TimeUnit.MILLISECONDS)) {
      return false;
    }
    start(event);
    return true;
  }

  private void start(Event event) {
    @Nullable Map<String, String> trace = MDC.getCopyOfContextMap();
    Thread.ofVirtual()
        .name("outbox-" + event.eventId())
        .start(
            () -> {
              try {
                if (trace != null) {
                  MDC.setContextMap(trace);
                }
                deliver(event);
              } finally {
                turns.release();
              }
            });
  }

  private void deliver(Event event) {
    try {
      List<OutboxHandler> responsible = handlers.getOrDefault(event.type(), List.of());
      if (responsible.isEmpty()) {
        throw new IllegalStateException("nobody acts on events of type " + event.type());
      }
      responsible.forEach(handler -> handler.deliver(event));
      mapper.delete(event.userId(), event.eventId());
      meters
          .timer("mall.outbox.delivered", "type", event.type())
          .record(Duration.between(event.createdAt(), clock.instant()));
    } catch (RuntimeException failed) {
      postpone(event, failed);
    }
  }

  private void postpone(Event event, RuntimeException failed) {
    Duration wait = backOff.after(event.attempts(), ThreadLocalRandom.current().nextDouble());
    String type = handlers.containsKey(event.type()) ? event.type() : UNKNOWN;
    meters.counter("mall.outbox.failed", "type", type).increment();
    log.atWarn()
        .addKeyValue("event", event.eventId())
        .addKeyValue("type", event.type())
        .addKeyValue("order", event.orderNo())
        .addKeyValue("attempts", event.attempts())
        .addKeyValue("wait", wait)
        .setCause(failed)
        .log("event not delivered, it comes back");
    try {
      Instant until = clock.instant().plus(wait);
      mapper.postpone(event, until);
    } catch (RuntimeException away) {
      log.debug("event {} keeps its lease", event.eventId(), away);
    }
  }

  @Override
  public void start() {
    handlers = beans.stream().collect(Collectors.groupingBy(OutboxHandler::type));
    running = true;
  }

  /** Up before the first request, and until after the last one. */
  @Override
  public int getPhase() {
    return 0;
  }

  /** What is under way is finished within a bound; what is not stays in its table. */
  @Override
  public void stop() {
    running = false;
    try {
      int all = properties.concurrency();
      if (turns.tryAcquire(all, properties.shutdown().toMillis(), TimeUnit.MILLISECONDS)) {
        turns.release(all);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return running;
  }
}
