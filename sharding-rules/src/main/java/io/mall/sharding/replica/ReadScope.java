package io.mall.sharding.replica;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One request as far as replicas are concerned: what it must see, what it has written so far, and
 * whether it reads on the primary only. It is bound to the thread by a scoped value: it ends with
 * the block, and threads started in it do not inherit it.
 *
 * <p>Outside of any scope reads go to whichever replica is well, and nobody learns what was
 * written.
 */
public final class ReadScope {

  private static final ScopedValue<ReadScope> CURRENT = ScopedValue.newInstance();

  private final @Nullable ReadScope outer;
  private final ReadAfter after;
  private final BooleanSupplier primaryOnly;
  private final ConcurrentMap<String, Position> written = new ConcurrentHashMap<>();
  private final ConcurrentMap<String, String> answeredBy = new ConcurrentHashMap<>();

  private ReadScope(@Nullable ReadScope outer, ReadAfter after, BooleanSupplier primaryOnly) {
    this.outer = outer;
    this.after = after;
    this.primaryOnly = primaryOnly;
  }

  /**
   * A request.
   *
   * @param after what its client has seen written
   * @param primaryOnly asked when a replica could be read: true sends that read to the primary
   */
  public static ReadScope of(ReadAfter after, BooleanSupplier primaryOnly) {
    return new ReadScope(null, after, primaryOnly);
  }

  /** The scope of this thread, or null. */
  static @Nullable ReadScope current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** Runs with this scope bound to the thread. */
  public <T, X extends Throwable> T call(ScopedValue.CallableOp<? extends T, X> work) throws X {
    return ScopedValue.where(CURRENT, this).call(work);
  }

  /** Runs with all reads on the primary, inside of whatever scope there is. */
  public static <T, X extends Throwable> T onPrimary(ScopedValue.CallableOp<? extends T, X> work)
      throws X {
    return new ReadScope(current(), ReadAfter.NOTHING, () -> true).call(work);
  }

  /**
   * Runs a read; when it was sent to a replica and fails because that is lost, once more on the
   * primary. Only for work that is one read outside of a transaction.
   *
   * @param lost whether a failure means that a server was lost
   */
  public static <T, X extends Throwable> T orOnPrimary(
      ScopedValue.CallableOp<? extends T, X> read, Predicate<Throwable> lost) throws X {
    ReadScope attempt = new ReadScope(current(), ReadAfter.NOTHING, () -> false);
    try {
      return attempt.call(read);
    } catch (Throwable failure) {
      if (attempt.answeredBy.isEmpty() || !lost.test(failure)) {
        throw failure;
      }
    }
    return onPrimary(read);
  }

  /** What has been written in this scope, for the client's later reads. */
  public ReadAfter written() {
    return ReadAfter.of(written);
  }

  /** Tells this scope what was written for it elsewhere, for instance on another thread. */
  public void wrote(ReadAfter elsewhere) {
    elsewhere.positions().forEach(this::wrote);
  }

  /** What the scope of this thread has been told, if there is one. */
  public static void tellCurrent(ReadAfter elsewhere) {
    ReadScope current = current();
    if (current != null) {
      current.wrote(elsewhere);
    }
  }

  void wrote(String dataSource, Position position) {
    written.merge(dataSource, position, Position::and);
    if (outer != null) {
      outer.wrote(dataSource, position);
    }
  }

  /** What a replica of a data source must have to be read. */
  Position required(String dataSource) {
    Position own = after.of(dataSource).and(written.getOrDefault(dataSource, Position.NONE));
    return outer == null ? own : own.and(outer.required(dataSource));
  }

  /** The replica that answered before: another one may be further behind. */
  @Nullable String answeredBy(String dataSource) {
    String own = answeredBy.get(dataSource);
    return own != null || outer == null ? own : outer.answeredBy(dataSource);
  }

  void answered(String dataSource, String replica) {
    answeredBy.put(dataSource, replica);
    if (outer != null) {
      outer.answered(dataSource, replica);
    }
  }

  boolean isPrimaryOnly() {
    return primaryOnly.getAsBoolean() || (outer != null && outer.isPrimaryOnly());
  }
}
