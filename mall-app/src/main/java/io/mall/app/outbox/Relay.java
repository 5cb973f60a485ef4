package io.mall.app.outbox;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Brings events to their handlers, each on a virtual thread, a bounded number at a time. A thread
 * that has delivered an event goes on with the next of the same order and receiver.
 */
@Component
class Relay implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Relay.class);
  private static final String UNKNOWN = "unknown";

  private final Deliveries deliveries;
  private final ObjectProvider<OutboxHandler> beans;
  private final OutboxProperties properties;
  private final BackOff backOff;
  private final Turns turns;
  private final MeterRegistry meters;
  private final Clock clock;
  private final Map<Thread, Boolean> underWay = new ConcurrentHashMap<>();
  private volatile Map<String, List<OutboxHandler>> handlers = Map.of();
  private volatile boolean running;

  /**
   * @param handlers those who act on events; what they use may itself write events, so they are
   *     looked up once all is built
   */
  Relay(
      Deliveries deliveries,
      ObjectProvider<OutboxHandler> handlers,
      OutboxProperties properties,
      MeterRegistry meters,
      Clock clock) {
    this.deliveries = deliveries;
    this.beans = handlers;
    this.properties = properties;
    this.backOff = new BackOff(properties.backOff(), properties.maxBackOff());
    this.turns = new Turns(properties.concurrency(), properties.concurrencyEach());
    this.meters = meters;
    this.clock = clock;
  }

  Turns turns() {
    return turns;
  }

  /**
   * Starts the delivery of a leased event, or has it wait for others within its lease; after that
   * it is left to the sweep.
   */
  void deliverSoon(Event event) {
    if (running) {
      long patience = properties.lease().toNanos() / 2;
      start(event, () -> turns.take(event.receiver(), patience));
    }
  }

  /** Starts the delivery of a leased event, or gives it back untouched. */
  void deliverNow(Event event) {
    if (running && turns.takeNow(event.receiver())) {
      start(event, () -> true);
    } else {
      deliveries.putBack(event);
    }
  }

  private interface Turn {
    boolean take() throws InterruptedException;
  }

  private void start(Event event, Turn turn) {
    @Nullable Map<String, String> trace = MDC.getCopyOfContextMap();
    Thread.ofVirtual()
        .name("outbox-" + event.eventId())
        .start(
            () -> {
              underWay.put(Thread.currentThread(), true);
              try {
                if (trace != null) {
                  MDC.setContextMap(trace);
                }
                deliverInTurn(event, turn);
              } finally {
                underWay.remove(Thread.currentThread());
              }
            });
  }

  private void deliverInTurn(Event event, Turn turn) {
    try {
      if (!turn.take()) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      Optional<Event> next = Optional.of(event);
      while (next.isPresent()) {
        next = deliver(next.get());
      }
    } finally {
      turns.giveBack(event.receiver());
    }
  }

  /** The event to go on with, if there is one. */
  private Optional<Event> deliver(Event event) {
    if (!running) {
      deliveries.putBack(event);
      return Optional.empty();
    }
    try {
      List<OutboxHandler> responsible = handlers.getOrDefault(event.type(), List.of());
      if (responsible.isEmpty()) {
        throw new IllegalStateException("nobody acts on events of type " + event.type());
      }
      responsible.forEach(handler -> handler.deliver(event));
      Optional<Event> next = deliveries.end(event);
      meters
          .timer("mall.outbox.delivered", "type", event.type())
          .record(Duration.between(event.createdAt(), clock.instant()));
      return next;
    } catch (RuntimeException failed) {
      postpone(event, failed);
      return Optional.empty();
    }
  }

  private void postpone(Event event, RuntimeException failed) {
    Duration wait =
        failed instanceof DeliverLaterException later
            ? later.pause()
            : backOff.after(event.attempts(), ThreadLocalRandom.current().nextDouble());
    String type = handlers.containsKey(event.type()) ? event.type() : UNKNOWN;
    meters.counter("mall.outbox.failed", "type", type).increment();
    log.atWarn()
        .addKeyValue("event", event.eventId())
        .addKeyValue("type", event.type())
        .addKeyValue("order", event.orderNo())
        .addKeyValue("attempts", event.attempts())
        .addKeyValue("wait", wait)
        .setCause(failed instanceof DeliverLaterException ? null : failed)
        .log("event not delivered, it comes back");
    try {
      deliveries.postpone(event, wait);
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
    long bound = System.nanoTime() + properties.shutdown().toNanos();
    try {
      for (Thread thread : underWay.keySet()) {
        thread.join(Duration.ofNanos(Math.max(1, bound - System.nanoTime())));
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
