package io.mall.app.cache;

import io.mall.app.control.Switch;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * What everybody asks for. Each instance finds that of its own requests and tells the others, who
 * put it into their memory before anybody asks them.
 */
@Component
public class HotKeys implements SmartLifecycle {

  static final String TOPIC = "mall:{catalog}:hot";

  private static final Logger log = LoggerFactory.getLogger(HotKeys.class);

  /** Two of these make about a second of counting. */
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** How long a key stays on the list after it was last found hot. */
  private static final Duration COOLING = Duration.ofSeconds(10);

  /** How long what this instance has found itself stands against what others tell of the key. */
  private static final Duration OWN = Duration.ofSeconds(5);

  private static final int MOST = 100;

  /** Of a message: who tells, the kind, how often a second, the key. */
  private static final int PARTS = 4;

  private final HeavyHitters<Name> sketch = new HeavyHitters<>();
  private final Map<Name, Hot> hot = new ConcurrentHashMap<>();
  private final Map<String, Kind> kinds = new ConcurrentHashMap<>();
  private final String self = UUID.randomUUID().toString().substring(0, 8);
  private final RTopic topic;
  private final Switch on;
  private final Clock clock;
  private final int threshold;
  private @Nullable Beat looks;

  /** A key of some kind. */
  record Name(String kind, String key) {}

  /** Keys of one kind, such as products. */
  public final class Kind {
    private final String name;
    private final List<Consumer<String>> promoters = new CopyOnWriteArrayList<>();

    private Kind(String name) {
      this.name = name;
    }

    /** Somebody who puts a key into the memory of this instance; he must not wait. */
    public void promoteWith(Consumer<String> promoter) {
      promoters.add(promoter);
    }

    /** Somebody asked for a key. Cheap: most calls only draw a random number. */
    public void asked(long key) {
      if (HeavyHitters.isSampled() && on.isOn()) {
        sketch.count(new Name(name, Long.toString(key)));
      }
    }

    /** The same for a key that is a text, which other instances and operators are told. */
    public void asked(String key) {
      if (HeavyHitters.isSampled() && on.isOn()) {
        sketch.count(new Name(name, key));
      }
    }
  }

  /**
   * A key that is hot.
   *
   * @param since when that was found
   * @param lastSeen when it was found last
   * @param perSecond how often it was asked for at least, at the instance that found it
   * @param here whether it was this one
   */
  record Hot(Name name, Instant since, Instant lastSeen, long perSecond, boolean here) {}

  HotKeys(
      RedissonClient redis,
      CacheProperties properties,
      Switch hotKeysSwitch,
      Clock clock,
      MeterRegistry metrics) {
    this.topic = redis.getTopic(TOPIC, StringCodec.INSTANCE);
    this.threshold = properties.hotFrom();
    this.on = hotKeysSwitch;
    this.clock = clock;
    for (boolean here : new boolean[] {true, false}) {
      Gauge.builder("mall.cache.hot", this, each -> each.count(here))
          .tag("found", here ? "here" : "elsewhere")
          .description("keys that everybody asks for at the moment")
          .register(metrics);
    }
  }

  /** The keys of a kind: letters. */
  public Kind kind(String name) {
    return kinds.computeIfAbsent(name, Kind::new);
  }

  /** What is hot, hottest first. */
  List<Hot> list() {
    return hot.values().stream()
        .sorted(Comparator.comparingLong(Hot::perSecond).reversed())
        .toList();
  }

  private double count(boolean here) {
    return hot.values().stream().filter(each -> each.here() == here).count();
  }

  private void look() {
    Instant now = clock.instant();
    sketch.fade(threshold).forEach((name, rate) -> found(name, rate.longValue(), true));
    hot.values().removeIf(each -> each.lastSeen().isBefore(now.minus(COOLING)) || !on.isOn());
  }

  /** Somebody found a key hot: this instance, or another that tells. */
  void found(Name name, long perSecond, boolean here) {
    Instant now = clock.instant();
    if (!on.isOn() || (hot.size() >= MOST && !hot.containsKey(name))) {
      return;
    }
    Hot before = hot.get(name);
    if (!here && before != null && before.here() && before.lastSeen().isAfter(now.minus(OWN))) {
      return;
    }
    Instant since = before == null ? now : before.since();
    hot.put(name, new Hot(name, since, now, perSecond, here));
    if (before == null) {
      kind(name.kind()).promoters.forEach(each -> each.accept(name.key()));
    }
    if (here) {
      tell(name, perSecond);
    }
  }

  private void tell(Name name, long perSecond) {
    try {
      var _ = topic.publishAsync(self + ":" + name.kind() + ":" + perSecond + ":" + name.key());
    } catch (RedisException away) {
      log.atDebug().setCause(away).log("hot key not told");
    }
  }

  /** Takes in a message of an instance. */
  void told(String message) {
    String[] parts = message.split(":", PARTS);
    if (parts.length == PARTS && !parts[0].equals(self)) {
      found(new Name(parts[1], parts[3]), Long.parseLong(parts[2]), false);
    }
  }

  @Override
  public synchronized void start() {
    topic.addListener(String.class, (channel, message) -> told(message));
    looks = new Beat("hot-keys", PAUSE, this::look);
    looks.start();
  }

  @Override
  public synchronized void stop() {
    if (looks != null) {
      looks.close();
      looks = null;
    }
    var _ = topic.removeAllListenersAsync();
  }

  @Override
  public synchronized boolean isRunning() {
    return looks != null;
  }
}
