package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import io.mall.app.stock.CountResult.Outcome;
import io.mall.sharding.slot.Slot;
import io.mall.sharding.slot.TableGroup;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * A batch of counts over many shards: one transaction for each table group, one after the other, so
 * that no connection waits for another. What one group's server cannot do, the others still do.
 */
@Component
class StockBatch {

  private static final Logger log = LoggerFactory.getLogger(StockBatch.class);

  private final Stocks stocks;

  StockBatch(Stocks stocks) {
    this.stocks = stocks;
  }

  /** Fails only when nothing at all could be done. */
  List<CountResult> count(List<StockCount> counts) {
    mustBeDistinct(counts);
    Map<ProductId, CountResult> results = new HashMap<>();
    RuntimeException lastFailure = null;
    for (List<StockCount> group : byGroup(counts).values()) {
      RuntimeException failure = count(group, results);
      lastFailure = failure == null ? lastFailure : failure;
    }
    if (lastFailure != null && results.isEmpty()) {
      throw lastFailure;
    }
    return counts.stream()
        .map(
            count ->
                results.getOrDefault(count.productId(), CountResult.of(count, Outcome.UNAVAILABLE)))
        .toList();
  }

  private @Nullable RuntimeException count(
      List<StockCount> group, Map<ProductId, CountResult> results) {
    try {
      stocks.count(group).forEach(result -> results.put(result.productId(), result));
      return null;
    } catch (DataAccessException | TransactionException failure) {
      log.atWarn()
          .addKeyValue("items", group.size())
          .setCause(failure)
          .log("a part of a stock batch failed");
      return failure;
    }
  }

  private static Map<TableGroup, List<StockCount>> byGroup(List<StockCount> counts) {
    return counts.stream()
        .sorted(Comparator.comparingLong(count -> count.productId().value()))
        .collect(
            Collectors.groupingBy(
                count -> Slot.ofId(count.productId().value()).group(),
                TreeMap::new,
                Collectors.toList()));
  }

  private static void mustBeDistinct(List<StockCount> counts) {
    Set<ProductId> seen = new HashSet<>();
    for (StockCount count : counts) {
      if (!seen.add(count.productId())) {
        throw new StockProblem.ProductTwice(count.productId()).toException();
      }
    }
  }
}
