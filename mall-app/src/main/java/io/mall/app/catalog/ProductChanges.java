package io.mall.app.catalog;

import io.mall.app.catalog.BatchChange.Outcome;
import io.mall.app.data.Transactions;
import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.ProductId;
import io.mall.app.problem.ProblemException;
import io.mall.app.web.EntityTag;
import io.mall.app.web.RequestProblem;
import io.mall.sharding.id.Ids;
import io.mall.sharding.slot.Slot;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * What administrators do to products. Each method is one transaction on the catalog's server, or
 * part of the caller's.
 */
@Component
class ProductChanges {

  private final ProductMapper mapper;
  private final CategoryMapper categories;
  private final ProductListeners caches;
  private final ProductNews news;
  private final Transactions transactions;
  private final Ids ids;
  private final Clock clock;

  ProductChanges(
      ProductMapper mapper,
      CategoryMapper categories,
      ProductListeners caches,
      ProductNews news,
      Transactions transactions,
      Ids ids,
      Clock clock) {
    this.mapper = mapper;
    this.categories = categories;
    this.caches = caches;
    this.news = news;
    this.transactions = transactions;
    this.ids = ids;
    this.clock = clock;
  }

  Product create(NewProduct entry) {
    // The slot decides where the product's stock lives: any will do, and evenly.
    Slot slot = new Slot(ThreadLocalRandom.current().nextInt(Slot.COUNT));
    Product product = entry.toProduct(new ProductId(ids.next(slot)), now());
    transactions.write(
        () -> {
          check(product.categoryId(), existing(Set.of(product.categoryId())));
          tellAfterCommit(List.of(product));
          return mapper.insert(ProductRow.of(product));
        });
    return product;
  }

  /** Changes a product if its version is still the one the caller knows. */
  Product change(ProductId id, EntityTag known, ProductChange change) {
    Instant now = now();
    return transactions.write(
        () -> {
          Product before =
              mapper
                  .find(id)
                  .map(ProductRow::toProduct)
                  .orElseThrow(() -> new CatalogProblem.ProductAbsent(id).toException());
          Set<CategoryId> existing =
              change.categoryId() == null ? Set.of() : existing(Set.of(change.categoryId()));
          Product after = change(before, known, change, existing, now);
          tellAfterCommit(List.of(after));
          return after;
        });
  }

  /** Changes what can be changed and says of each item what became of it, in their order. */
  List<Outcome> changeAll(BatchChange batch) {
    Instant now = now();
    return transactions.write(
        () -> {
          List<Outcome> outcomes = change(batch.items(), now);
          tellAfterCommit(
              outcomes.stream()
                  .flatMap(
                      outcome ->
                          outcome instanceof Outcome.Changed changed
                              ? Stream.of(changed.product())
                              : Stream.empty())
                  .toList());
          return outcomes;
        });
  }

  private List<Outcome> change(List<BatchChange.Item> items, Instant now) {
    Map<ProductId, Product> products = lock(items);
    Set<CategoryId> existing =
        existing(
            items.stream()
                .map(BatchChange.Item::categoryId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet()));
    List<Outcome> outcomes = new ArrayList<>();
    for (BatchChange.Item item : items) {
      Product before = products.get(item.productId());
      outcomes.add(change(item, before, existing, now));
      if (outcomes.getLast() instanceof Outcome.Changed changed) {
        // A product may be named twice: the second change is then based on the first.
        products.put(changed.productId(), changed.product());
      }
    }
    return outcomes;
  }

  private Outcome change(
      BatchChange.Item item, @Nullable Product before, Set<CategoryId> existing, Instant now) {
    if (before == null) {
      return new Outcome.Refused(
          item.productId(), new CatalogProblem.ProductAbsent(item.productId()));
    }
    try {
      EntityTag known = new EntityTag(item.version());
      return new Outcome.Changed(change(before, known, item.change(), existing, now));
    } catch (ProblemException refused) {
      return new Outcome.Refused(item.productId(), refused.problem());
    }
  }

  private Product change(
      Product before,
      EntityTag known,
      ProductChange change,
      Set<CategoryId> existing,
      Instant now) {
    known.mustMatch(before.version());
    if (change.categoryId() != null) {
      check(change.categoryId(), existing);
    }
    Product after = change.applyTo(before, now);
    if (after.version() != before.version() && mapper.change(ProductRow.of(after)) == 0) {
      throw new RequestProblem.VersionChanged().toException();
    }
    return after;
  }

  private Map<ProductId, Product> lock(List<BatchChange.Item> items) {
    Set<ProductId> wanted =
        items.stream().map(BatchChange.Item::productId).collect(Collectors.toSet());
    Map<ProductId, Product> products = new HashMap<>();
    mapper.lockAll(wanted).forEach(row -> products.put(row.productId(), row.toProduct()));
    return products;
  }

  private Set<CategoryId> existing(Collection<CategoryId> wanted) {
    return wanted.isEmpty() ? Set.of() : Set.copyOf(categories.findExisting(wanted));
  }

  private static void check(CategoryId category, Set<CategoryId> existing) {
    if (!existing.contains(category)) {
      throw new CatalogProblem.UnknownCategory(category).toException();
    }
  }

  /** Once the transaction, perhaps a caller's, has committed. */
  private void tellAfterCommit(List<Product> changed) {
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            tell(changed);
          }
        });
  }

  /** This instance forgets at once, the others are told. */
  private void tell(List<Product> changed) {
    changed.forEach(product -> caches.changed(product.id(), product.version()));
    news.publish(changed);
  }

  /** As exact as the database keeps it, so that what is answered now is what will be read. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
