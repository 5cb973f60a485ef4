package io.mall.app.outbox;

import io.mall.app.kernel.OrderNo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.stereotype.Component;

/** Writes down what it is told, and fails as often as an event says. */
@Component
final class Diary implements OutboxHandler {

  static final String TYPE = "test.diary";

  /** One call. */
  record Entry(String payload, int attempts, Instant at) {}

  private final Map<OrderNo, List<Entry>> entries = new ConcurrentHashMap<>();

  @Override
  public String type() {
    return TYPE;
  }

  /** Of the payload {@code {"failures":2}} the first two deliveries fail. */
  @Override
  public void deliver(Event event) {
    entries
        .computeIfAbsent(event.orderNo(), any -> new CopyOnWriteArrayList<>())
        .add(new Entry(event.payload(), event.attempts(), Instant.now()));
    if (event.payload().contains("\"failures\":" + event.attempts())) {
      throw new IllegalStateException("planted failure");
    }
  }

  List<Entry> of(OrderNo orderNo) {
    return entries.getOrDefault(orderNo, List.of());
  }
}
