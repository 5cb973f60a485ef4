package io.mall.app.stock;

import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.Intent.Place;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A batch of counts over many shards: one transaction for each table group, one after the other, so
 * that no connection waits for another. What one group's server cannot do, the others still do.
 */
@Component
class StockBatch {

  private static final Logger log = LoggerFactory.getLogger(StockBatch.class);

  private final Stocks stocks;
  private final Idempotency idempotency;
  private final JsonMapper json;

  StockBatch(Stocks stocks, Idempotency idempotency, JsonMapper json) {
    this.stocks = stocks;
    this.idempotency = idempotency;
    this.json = json;
  }

  /** What became of each item, in the order of the request. */
  record Results(List<CountResult> items) {

    boolean areFinal() {
      return items.stream().noneMatch(item -> item.outcome() == Outcome.UNAVAILABLE);
    }
  }

  /**
   * Counts; under a key each group once, its part of the answer recorded in its own transaction. So
   * a repeated request does what an earlier one could not, and nothing twice; once all is done it
   * gets the same bytes. Fails only when nothing at all could be done.
   *
   * @param request of this caller
   */
  Answer count(UserId caller, List<StockCount> counts, Once request) {
    mustBeDistinct(counts);
    return idempotency.inSteps(
        Place.of(caller),
        request,
        () -> {
          Results results = new Results(count(counts, request.by(caller)));
          return results.areFinal() ? Done.ok(results) : Done.ok(results).notKept();
        });
  }

  private List<CountResult> count(List<StockCount> counts, Once request) {
    Map<ProductId, CountResult> results = new HashMap<>();
    RuntimeException lastFailure = null;
    for (Map.Entry<TableGroup, List<StockCount>> group : byGroup(counts).entrySet()) {
      try {
        part(group.getKey(), group.getValue(), request)
            .forEach(result -> results.put(result.productId(), result));
      } catch (DataAccessException | TransactionException failure) {
        log.atWarn()
            .addKeyValue("items", group.getValue().size())
            .setCause(failure)
            .log("a part of a stock batch failed");
        lastFailure = failure;
      }
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

  private List<CountResult> part(TableGroup group, List<StockCount> counts, Once request) {
    if (request.key().isEmpty()) {
      return stocks.count(counts);
    }
    Place place = Place.in(new Slot(group.firstSlot()));
    Answer part =
        idempotency.once(place, request, () -> Done.ok(new Results(stocks.count(counts))));
    return json.readValue(part.body(), Results.class).items();
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
