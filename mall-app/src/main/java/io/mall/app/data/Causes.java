package io.mall.app.data;

import java.sql.SQLException;
import java.util.LinkedHashSet;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.TransactionSystemException;

/**
 * Everything that led to a failure. The chain of causes is not all: a connection that dies fails
 * the rollback too, whose exception takes the place of the first one and keeps it beside; and
 * ShardingSphere hangs what its connections said behind an exception without text.
 */
public final class Causes {

  /**
   * What the pool says of a connection that it gave up as dead, without a state. It is all that is
   * known after a commit that was not answered: the rollback that follows fails by it, and Spring
   * throws that instead of the commit's failure.
   */
  private static final String CLOSED = "Connection is closed";

  private Causes() {}

  /** The failure itself first. */
  public static SequencedSet<Throwable> of(Throwable failure) {
    SequencedSet<Throwable> found = new LinkedHashSet<>();
    add(failure, found);
    return found;
  }

  /** Whether it says that a connection died, so that nobody knows what became of its last word. */
  public static boolean isLostConnection(SQLException failure) {
    String state = failure.getSQLState();
    return state == null ? CLOSED.equals(failure.getMessage()) : state.startsWith("08");
  }

  private static void add(@Nullable Throwable failure, SequencedSet<Throwable> found) {
    if (failure == null || !found.add(failure)) {
      return;
    }
    add(failure.getCause(), found);
    if (failure instanceof SQLException sql) {
      add(sql.getNextException(), found);
    }
    if (failure instanceof TransactionSystemException rollback) {
      add(rollback.getApplicationException(), found);
    }
  }
}
