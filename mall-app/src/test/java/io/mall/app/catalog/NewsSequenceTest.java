package io.mall.app.catalog;

import static io.mall.app.catalog.FakeCatalog.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.mall.app.kernel.ProductId;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NewsSequenceTest {

  private static final ProductId ID = new ProductId(1);

  private final FakeCatalog catalog = new FakeCatalog();
  private final ProductCache cache = catalog.cache();
  private final NewsSequence sequence = new NewsSequence(cache, (kept, changed) -> {});

  @BeforeEach
  void aProductInMemoryAndTheCounterAtSeven() {
    sequence.counted(7, catalog.nanos.get());
    catalog.store(1, 1);
    catalog.store(2, 1);
    cache.find(ID);
    cache.find(new ProductId(2));
    catalog.reads.clear();
  }

  @Test
  void theNextMessageIsNewsOfItsProductsOnly() {
    sequence.received("8 1:2 3:5");
    cache.find(new ProductId(2));
    assertThat(catalog.reads).isEmpty();
    cache.find(ID);
    assertThat(catalog.reads).hasSize(1);
  }

  @Test
  void aMessageLeftOutDistrustsAll() {
    sequence.received("9 1:2");
    cache.find(new ProductId(2));
    assertThat(catalog.reads).hasSize(1);
  }

  @Test
  void aMessageForAllDistrustsAll() {
    sequence.received("8 *");
    cache.find(ID);
    cache.find(new ProductId(2));
    assertThat(catalog.reads).hasSize(2);
  }

  @Test
  void theCounterWhereItWasIsProof() {
    catalog.pass(Duration.ofMinutes(1));
    sequence.counted(7, catalog.nanos.get());
    assertThat(cache.unprovenFor()).isZero();
    assertThat(cache.find(ID)).contains(product(1, 1));
    assertThat(catalog.reads).isEmpty();
  }

  @Test
  void theCounterAheadIsProofOnceItsMessageHasCome() {
    catalog.pass(Duration.ofSeconds(10));
    sequence.counted(8, catalog.nanos.get());
    assertThat(cache.unprovenFor()).hasSeconds(10);
    catalog.pass(Duration.ofSeconds(1));
    sequence.received("8 3:1");
    assertThat(cache.unprovenFor()).hasSeconds(1);
    cache.find(ID);
    assertThat(catalog.reads).isEmpty();
  }

  @Test
  void aMessageThatDoesNotComeIsLost() {
    sequence.counted(8, catalog.nanos.get());
    sequence.counted(8, catalog.nanos.get());
    cache.find(ID);
    assertThat(catalog.reads).hasSize(1);
    sequence.received("9 3:1");
    cache.find(ID);
    assertThat(catalog.reads).as("the sequence goes on from there").hasSize(1);
  }

  @Test
  void aLateMessageStillCounts() {
    sequence.counted(8, catalog.nanos.get());
    sequence.counted(8, catalog.nanos.get());
    cache.find(ID);
    sequence.received("8 1:2");
    cache.find(ID);
    assertThat(catalog.reads).hasSize(2);
  }

  @Test
  void aCounterThatWentBackIsDistrust() {
    sequence.counted(3, catalog.nanos.get());
    cache.find(ID);
    assertThat(catalog.reads).hasSize(1);
  }

  @Test
  void aNewSubscriptionIsDistrust() {
    sequence.interrupted();
    cache.find(ID);
    assertThat(catalog.reads).hasSize(1);
  }
}
