package io.mall.app.outbox;

/**
 * Acts on events of one type. Each event reaches it at least once, on any instance, at times twice
 * at once: acting again must change nothing.
 */
public interface OutboxHandler {

  /** The type of event it acts on; several handlers may share one. */
  String type();

  /** Acts; whatever it throws brings the event back later. Runs outside of any transaction. */
  void deliver(Event event);
}
