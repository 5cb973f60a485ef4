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

  private Causes() {}

  /** The failure itself first. */
  public static SequencedSet<Throwable> of(Throwable failure) {
    SequencedSet<Throwable> found = new LinkedHashSet<>();
    add(failure, found);
    return found;
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
