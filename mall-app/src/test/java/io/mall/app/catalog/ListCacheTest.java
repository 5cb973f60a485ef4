package io.mall.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.answer.Answer;
import io.mall.app.answer.CacheHeaders;
import io.mall.app.cache.Strategy;
import io.mall.app.kernel.ProductId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ListCacheTest {

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final int OFTEN = 20;

  private final AtomicLong nanos = new AtomicLong();
  private final Database database = new Database();
  private final IdentityHashMap<Answer, String> versions = new IdentityHashMap<>();
  private final Freshness freshness =
      new Freshness(FakeCatalog.PROPERTIES.maxStaleness(), nanos::get);
  private final ProductQuery query =
      new ProductQuery(
          new ProductFilter(Product.Status.ACTIVE, null, null, null, null), Sort.NEWEST, null, 2);

  /** Rows in place of a database: one product of the version that is current. */
  private static final class Database implements ListSource {
    private final AtomicInteger reads = new AtomicInteger();
    private final AtomicInteger refreshes = new AtomicInteger();
    private int version = 1;
    private boolean away;

    List<ProductRow> exact() {
      if (away) {
        throw new IllegalStateException("away");
      }
      reads.incrementAndGet();
      return List.of(ProductRow.of(FakeCatalog.product(1, version)));
    }

    @Override
    public List<ProductRow> rows(String key, Strategy strategy, Supplier<List<ProductRow>> exact) {
      return exact.get();
    }

    @Override
    public List<ProductRow> refresh(
        String key, Strategy strategy, Supplier<List<ProductRow>> exact) {
      refreshes.incrementAndGet();
      return exact.get();
    }

    @Override
    public void changed(ProductId id, int ofVersion) {
      version = ofVersion;
    }
  }

  private ListCache cache(boolean refreshAhead) {
    return new ListCache(
        FakeCatalog.PROPERTIES,
        new Strategy(LIFETIME, refreshAhead, true, true),
        database,
        freshness,
        FakeCatalog.SWITCHES);
  }

  @Test
  void aListInUseNeverExpires() {
    ListCache lists = hot(true);
    int reads = database.reads.get();
    for (Duration passed = Duration.ZERO; passed.toHours() < 10; passed = passed.plusMinutes(1)) {
      pass(Duration.ofMinutes(1));
      assertThat(answer(lists)).as("after %s", passed).isEqualTo("1");
    }
    assertThat(database.refreshes.get()).isBetween(11, 15);
    assertThat(database.reads.get() - reads).isEqualTo(database.refreshes.get());
    assertThat(lists.refreshes()).isEqualTo(database.refreshes.get());
  }

  @Test
  void aListNobodyAsksForExpires() {
    ListCache lists = hot(true);
    pass(LIFETIME.plusMinutes(7));
    assertThat(answer(lists)).isNull();
    assertThat(database.refreshes.get()).isZero();
  }

  @Test
  void whereRefreshingIsNotWantedAListExpiresInUse() {
    ListCache lists = hot(false);
    pass(Duration.ofMinutes(50));
    assertThat(answer(lists)).isEqualTo("1");
    pass(Duration.ofMinutes(17));
    assertThat(answer(lists)).isNull();
  }

  @Test
  void aRefreshThatFailsIsTriedAgainASecondLaterAndTheOldIsServedMeanwhile() {
    ListCache lists = hot(true);
    database.away = true;
    pass(Duration.ofMinutes(51));
    for (int i = 0; i < 10; i++) {
      assertThat(answer(lists)).isEqualTo("1");
    }
    assertThat(database.refreshes.get()).isEqualTo(1);
    database.away = false;
    database.version = 2;
    pass(Duration.ofSeconds(1));
    assertThat(answer(lists)).as("served while it is refreshed").isEqualTo("1");
    assertThat(answer(lists)).isEqualTo("2");
    assertThat(database.refreshes.get()).isEqualTo(2);
  }

  @Test
  void aChangeOfAnyProductEndsAListAtOnce() {
    ListCache lists = hot(true);
    lists.changed(new ProductId(77), 2);
    assertThat(answer(lists)).isNull();
    assertThat(rows(lists)).containsExactly(ProductRow.of(FakeCatalog.product(1, 2)));
    assertThat(answer(lists)).isEqualTo("2");
  }

  @Test
  void aListThatWasReadBeforeAChangeWasKnownDoesNotCount() {
    ListCache lists = hot(true);
    pass(Duration.ofMinutes(51));
    lists.keep(
        query,
        () -> {
          throw new IllegalStateException("it is in memory");
        });
    lists.changed(new ProductId(77), 2);
    var slow =
        new Supplier<List<ProductRow>>() {
          @Override
          public List<ProductRow> get() {
            List<ProductRow> old = database.exact();
            lists.changed(new ProductId(78), 3);
            return old;
          }
        };
    assertThat(lists.rows(query, slow, slow).getFirst().version()).isEqualTo(2);
    assertThat(answer(lists)).isNull();
  }

  @Test
  void aChangeTellsWhetherAListInUseDidNotKnowOfIt() {
    ProductId shown = new ProductId(1);
    ListCache lists = hot(true);
    assertThat(lists.changed(shown, 1)).as("it shows that").isEmpty();
    rows(lists);
    assertThat(lists.changed(shown, 2)).containsExactly(Kept.LIST);
    assertThat(lists.changed(shown, 3)).as("nobody has read it since").isEmpty();
    rows(lists);
    assertThat(lists.changed(shown, 3)).as("told already").isEmpty();
    assertThat(lists.changed(new ProductId(77), 1)).as("may belong to it").isNotEmpty();
    rows(lists);
    pass(LIFETIME.multipliedBy(2));
    assertThat(lists.changed(shown, 4)).as("expired").isEmpty();
  }

  @Test
  void aListThatIsKeptForOthersIsThereBeforeItIsAskedFor() {
    ListCache lists = cache(true);
    lists.keep(query, database::exact);
    assertThat(answer(lists)).isEqualTo("1");
    assertThat(database.reads.get()).isEqualTo(1);
    database.away = true;
    lists.changed(new ProductId(77), 2);
    assertThatThrownBy(() -> lists.keep(query, database::exact)).hasMessage("away");
  }

  /** A list that is asked for often, and is in memory with its answer. */
  private ListCache hot(boolean refreshAhead) {
    ListCache lists = cache(refreshAhead);
    for (int i = 0; i < OFTEN; i++) {
      rows(lists);
    }
    assertThat(answer(lists)).isEqualTo("1");
    return lists;
  }

  private List<ProductRow> rows(ListCache lists) {
    return lists.rows(query, database::exact, database::exact);
  }

  /** The version of the product in the answer that is sent; null when none is ready. */
  private @Nullable String answer(ListCache lists) {
    Answer ready =
        lists.answer(
            query.key(),
            list -> {
              String version = Integer.toString(list.rows().getFirst().version());
              byte[] document = version.getBytes(StandardCharsets.US_ASCII);
              Answer made = Answer.of(document, "\"1\"", CacheHeaders.LISTS, "products");
              versions.put(made, version);
              return made;
            });
    return ready == null ? null : versions.get(ready);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    freshness.provenAt(nanos.get());
  }
}
