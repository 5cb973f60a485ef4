package io.mall.app.stock;

import io.mall.app.control.Switch;
import io.mall.app.kernel.ProductId;
import io.mall.app.stock.Stocks.Joint;
import io.mall.app.web.FailureProblem;
import io.mall.sharding.combine.Answer;
import io.mall.sharding.combine.Combiner;
import io.mall.sharding.combine.NotServedException;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Where changes of stock queue up, one line for each product. Whoever comes while nobody is being
 * served goes straight through; those who come meanwhile share one transaction.
 */
@Component
class StockDesk {

  /** Twice the longest chunk; more would make the first of a batch wait for rows of the last. */
  private static final int LARGEST = 128;

  /** No try of a transaction begins later than that either. */
  private static final Duration PATIENCE = Duration.ofSeconds(4);

  private final Postings postings;
  private final Combiner<ProductId, Change, LedgerRow> combiner;
  private final Switch combining;
  private final Set<ProductId> joint = ConcurrentHashMap.newKeySet();
  private final DistributionSummary sizes;

  StockDesk(Postings postings, Switch stockCombining, MeterRegistry meters) {
    this.postings = postings;
    this.combining = stockCombining;
    this.combiner = new Combiner<>(this::serve, LARGEST, PATIENCE);
    this.sizes =
        DistributionSummary.builder("mall.stock.combined")
            .description("Changes of one product that shared a transaction")
            .register(meters);
  }

  /** Does a change in a transaction of its own or of several callers, and returns its row. */
  LedgerRow change(ProductId productId, Change change) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a change of stock is no part of another transaction");
    }
    if (!combining.isOn()) {
      return serve(productId, List.of(change)).getFirst().get();
    }
    try {
      return combiner.call(productId, change);
    } catch (NotServedException unserved) {
      throw new FailureProblem.Overloaded().toException();
    }
  }

  /** Those of some products that nobody is changing, for a transaction of the caller's. */
  Joint join(Collection<ProductId> products) {
    if (!combining.isOn()) {
      return new Joint(Set.copyOf(products), () -> {});
    }
    Set<ProductId> mine = new HashSet<>();
    for (ProductId productId : products) {
      if (!combiner.isServing(productId) && joint.add(productId)) {
        mine.add(productId);
      }
    }
    return new Joint(mine, () -> joint.removeAll(mine));
  }

  /** Whether a change of a product is being made, so that another one would have to wait. */
  boolean isServing(ProductId productId) {
    return combiner.isServing(productId);
  }

  /** How many wait for their turn at a product. */
  int waiting(ProductId productId) {
    return combiner.waiting(productId);
  }

  /**
   * An answer for each, whatever happens. One that cannot be done at all must not take the others
   * with it, so a batch that fails is halved until it is found.
   */
  private List<Answer<LedgerRow>> serve(ProductId productId, List<Change> changes) {
    try {
      List<Answer<LedgerRow>> answers = postings.post(productId, changes);
      sizes.record(changes.size());
      return answers;
    } catch (RuntimeException failure) {
      if (changes.size() == 1 || isOfTheServer(failure)) {
        return Collections.nCopies(changes.size(), Answer.failed(failure));
      }
      int half = changes.size() / 2;
      List<Answer<LedgerRow>> answers = new ArrayList<>(serve(productId, changes.subList(0, half)));
      answers.addAll(serve(productId, changes.subList(half, changes.size())));
      return answers;
    }
  }

  private static boolean isOfTheServer(RuntimeException failure) {
    return failure instanceof TransientDataAccessException
        || failure instanceof DataAccessResourceFailureException
        || failure instanceof RecoverableDataAccessException
        || failure instanceof TransactionException;
  }
}
