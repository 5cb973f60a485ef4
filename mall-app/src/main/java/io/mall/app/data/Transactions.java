package io.mall.app.data;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A local transaction on one shard around a part of a method: for doors that have slow work to do
 * before it or a second try after it. Everywhere else {@code @Transactional} says the same.
 */
@Component
public class Transactions {

  private final TransactionTemplate reading;
  private final TransactionTemplate writing;

  Transactions(PlatformTransactionManager manager) {
    this.reading = new TransactionTemplate(manager);
    this.reading.setReadOnly(true);
    this.writing = new TransactionTemplate(manager);
  }

  /** Reads on the primary, so that a client sees its own writes. */
  @RetryOnLostConnection
  public <T> T read(Supplier<T> work) {
    return reading.execute(status -> work.get());
  }

  /** Commits when the work returns and rolls back when it throws. */
  public <T> T write(Supplier<T> work) {
    return writing.execute(status -> work.get());
  }

  /**
   * The same for work that finds by a key what it did before, and is therefore done again after a
   * lost connection too, when nobody knows whether it was committed.
   */
  @RetryOnLostConnection
  public <T> T writeOnce(Supplier<T> work) {
    return write(work);
  }
}
