package io.mall.app.catalog;

import io.mall.app.cache.Beat;
import io.mall.app.cache.SharedCache;
import io.mall.app.kernel.ProductId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.redisson.api.RAtomicLong;
import org.redisson.api.RScript;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.api.listener.StatusListener;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries the news of changed products between the instances, and the proof that none was missed.
 *
 * <p>Every message has the next number of a counter in Redis, drawn and published in one step, and
 * in that step what is older stops to count in the shared cache. A message that cannot be sent is
 * kept, and sent later together with what came since.
 */
final class ProductNews implements AutoCloseable {

  static final String TOPIC = "mall:{catalog}:changes";
  static final String COUNTER = "mall:{catalog}:changes:number";

  // A counter that was lost starts anew at the time in microseconds, so its numbers are never old
  // ones: to those who knew the old one it is a gap.
  private static final String PUBLISH =
      SharedCache.FLOOR
          + """
      local number = redis.call('INCR', KEYS[1])
      if number == 1 then
        local now = redis.call('TIME')
        number = now[1] * 1000000 + now[2]
        redis.call('SET', KEYS[1], string.format('%.0f', number))
      end
      for i = 3, #KEYS do
        floor(KEYS[i], ARGV[i], ARGV[2])
      end
      redis.call('PUBLISH', KEYS[2], string.format('%.0f', number) .. ' ' .. ARGV[1])
      return 1
      """;

  /** Longer than any load takes that began before the change. */
  private static final Duration FLOOR = Duration.ofMinutes(1);

  private static final int MAX_UNSENT = 10_000;
  private static final int MAX_CHANGES_PER_MESSAGE = 500;
  private static final Logger log = LoggerFactory.getLogger(ProductNews.class);

  private final RedissonClient redis;
  private final RScript scripts;
  private final RTopic topic;
  private final RAtomicLong counter;
  private final NewsSequence sequence;
  private final LongSupplier nanos;
  private final Map<ProductId, Change> unsent = new ConcurrentHashMap<>();
  private final AtomicBoolean everything = new AtomicBoolean();
  private final AtomicBoolean sending = new AtomicBoolean();
  private final Beat proofs;

  /**
   * @param sequence takes in what comes
   * @param interval how often the proof is renewed and what is unsent is tried again
   * @param nanos the cache's clock
   */
  ProductNews(
      RedissonClient redisson, NewsSequence sequence, Duration interval, LongSupplier nanos) {
    this.redis = redisson;
    this.scripts = redisson.getScript(StringCodec.INSTANCE);
    this.topic = redisson.getTopic(TOPIC, StringCodec.INSTANCE);
    this.counter = redisson.getAtomicLong(COUNTER);
    this.sequence = sequence;
    this.nanos = nanos;
    this.proofs = new Beat("product-news", interval, this::prove);
  }

  /** Listens from now on; fails when Redis is away. */
  ProductNews start() {
    topic.addListener(
        new StatusListener() {
          @Override
          public void onSubscribe(String channel) {
            sequence.interrupted();
          }

          @Override
          public void onUnsubscribe(String channel) {
            sequence.interrupted();
          }
        });
    topic.addListener(String.class, (channel, message) -> sequence.received(message));
    proofs.start();
    return this;
  }

  /** Tells the other instances, without waiting for them or for Redis. */
  void publish(Collection<Product> changed) {
    changed.forEach(product -> unsent.merge(product.id(), Change.of(product), Change::orLater));
    if (unsent.size() > MAX_UNSENT) {
      everything.set(true);
      unsent.clear();
    }
    send();
  }

  /** The last version of a product that news came of; 0 when none came of late. */
  int heard(ProductId id) {
    return sequence.heard(id);
  }

  /** How many changes the others have not been told of. */
  int unsent() {
    return unsent.size();
  }

  private void send() {
    if ((unsent.isEmpty() && !everything.get()) || !sending.compareAndSet(false, true)) {
      return;
    }
    boolean all = everything.getAndSet(false);
    Map<ProductId, Change> changes =
        unsent.entrySet().stream()
            .limit(MAX_CHANGES_PER_MESSAGE)
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    String text =
        all
            ? NewsSequence.EVERYTHING
            : changes.entrySet().stream()
                .map(change -> change.getKey() + ":" + change.getValue().text())
                .collect(Collectors.joining(" "));
    CompletionStage<Long> told =
        all
            ? redis
                .getKeys()
                .unlinkByPatternAsync(SharedProducts.PREFIX + "*")
                .thenCompose(dropped -> tell(text, Map.of()))
            : tell(text, changes);
    told.whenComplete(
        (done, failure) -> {
          if (failure == null) {
            changes.forEach(unsent::remove);
          } else if (all) {
            everything.set(true);
          }
          sending.set(false);
          if (failure == null) {
            // What was published meanwhile; after a failure the next beat tries again.
            send();
          }
        });
  }

  private CompletionStage<Long> tell(String text, Map<ProductId, Change> changes) {
    List<Object> keys = new ArrayList<>(List.of(COUNTER, TOPIC));
    List<Object> values = new ArrayList<>(List.of(text, Long.toString(FLOOR.toMillis())));
    changes.forEach(
        (id, change) -> {
          keys.add(SharedProducts.PREFIX + id.text());
          values.add(SharedCache.digits(change.version()));
        });
    return scripts.evalAsync(
        RScript.Mode.READ_WRITE, PUBLISH, RScript.ReturnType.LONG, keys, values.toArray());
  }

  /** A version that was committed, and when. */
  private record Change(int version, long millis) {

    static Change of(Product product) {
      return new Change(product.version(), product.updatedAt().toEpochMilli());
    }

    Change orLater(Change other) {
      return other.version > version ? other : this;
    }

    String text() {
      return version + ":" + millis;
    }
  }

  /** While it fails nothing is proven, and products expire early. */
  private void prove() {
    long asked = nanos.getAsLong();
    sequence.counted(counter.get(), asked);
    send();
  }

  @Override
  public void close() {
    proofs.close();
    var _ = topic.removeAllListenersAsync();
    if (!unsent.isEmpty()) {
      log.atWarn()
          .addKeyValue("products", unsent.size())
          .log("stopped before the news of product changes were sent");
    }
  }
}
