package io.mall.sharding.route;

import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Records where every statement of this JVM goes, whichever thread runs it, from {@link #record}
 * until {@link #close}. Costs one read of a field a statement while nobody records.
 *
 * <pre>{@code
 * try (RouteLog log = RouteLog.record()) {
 *   orders.place(...);
 *   assertThat(log.statements()).allMatch(RoutedStatement::singleShard);
 * }
 * }</pre>
 *
 * <p>A statement is recorded when it has been routed, which is just before it runs; one that is
 * refused is not routed. A statement sent to a data source by a hint is not seen.
 */
public final class RouteLog implements AutoCloseable {
  private static final int LIMIT = 100_000;
  private static final List<RouteLog> OPEN = new CopyOnWriteArrayList<>();
  private static volatile boolean listening;

  private final ConcurrentLinkedQueue<RoutedStatement> recorded = new ConcurrentLinkedQueue<>();
  private final AtomicInteger size = new AtomicInteger();

  private final Predicate<RoutedStatement> wanted;

  private RouteLog(Predicate<RoutedStatement> wanted) {
    this.wanted = wanted;
  }

  /** Starts recording. */
  public static RouteLog record() {
    return record(each -> true);
  }

  /** Starts recording what is wanted and nothing else, for runs of any length. */
  public static RouteLog record(Predicate<RoutedStatement> wanted) {
    RouteLog log = new RouteLog(wanted);
    synchronized (OPEN) {
      OPEN.add(log);
      listening = true;
    }
    return log;
  }

  /** What was recorded since the start or the last {@link #clear}, in the order of routing. */
  public List<RoutedStatement> statements() {
    if (size.get() > LIMIT) {
      throw new IllegalStateException("More than " + LIMIT + " statements: clear() in between");
    }
    return List.copyOf(recorded);
  }

  /** The recorded statements of one name. */
  public List<RoutedStatement> statements(String name) {
    Predicate<RoutedStatement> named = each -> name.equals(each.name());
    return statements().stream().filter(named).toList();
  }

  /** Forgets what was recorded. */
  public void clear() {
    recorded.clear();
    size.set(0);
  }

  /** Stops recording; what was recorded stays readable. */
  @Override
  public void close() {
    synchronized (OPEN) {
      OPEN.remove(this);
      listening = !OPEN.isEmpty();
    }
  }

  static boolean listening() {
    return listening;
  }

  static void publish(RoutedStatement statement) {
    for (RouteLog each : OPEN) {
      if (each.wanted.test(statement) && each.size.incrementAndGet() <= LIMIT) {
        each.recorded.add(statement);
      }
    }
  }
}
