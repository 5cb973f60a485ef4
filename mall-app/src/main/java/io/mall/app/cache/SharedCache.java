package io.mall.app.cache;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;

/**
 * One kind of thing in Redis, by key and version, for all instances: the second cache level. An
 * older version never replaces a newer one, whoever stores it when; a floor says from which version
 * on something is current before anybody has stored that.
 *
 * <p>It fails by knowing nothing: whoever asks reads the database then.
 */
public final class SharedCache {

  /**
   * Lua: {@code floor(key, version, milliseconds)}, for scripts that tell of a change in the same
   * step; the version as {@link #digits} writes it.
   */
  public static final String FLOOR =
      """
      local function floor(key, version, ms)
        if redis.call('GETRANGE', key, 0, 18) < version then
          redis.call('SET', key, version .. 'F', 'PX', ms)
        end
      end
      """;

  private static final String FIND =
      """
      local entry = redis.call('GET', KEYS[1])
      if entry and string.sub(entry, 20, 20) ~= 'F' and string.sub(entry, 1, 19) >= ARGV[1] then
        return entry
      end
      if redis.call('SET', KEYS[2], ARGV[2], 'NX', 'PX', ARGV[3]) then
        return 'L'
      end
      return 'W'
      """;

  private static final String STORE =
      """
      if redis.call('GETRANGE', KEYS[1], 0, 18) <= ARGV[1] then
        redis.call('SET', KEYS[1], ARGV[1] .. ARGV[2], 'PX', ARGV[3])
      end
      if redis.call('GET', KEYS[2]) == ARGV[4] then
        redis.call('DEL', KEYS[2])
      end
      return 1
      """;

  private static final String RELEASE =
      "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end return 1";

  /** How long the others wait for somebody who may have died; a read takes milliseconds. */
  private static final Duration LEASE = Duration.ofSeconds(1);

  private static final Duration FIRST_PAUSE = Duration.ofMillis(4);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(32);

  private final String prefix;
  private final Strategy strategy;
  private final RedissonClient redis;
  private final RScript scripts;
  private final Guard guard;
  private final EntryCodec codec;

  SharedCache(RedissonClient redis, String prefix, Strategy strategy, Guard guard, long compress) {
    this.prefix = prefix;
    this.strategy = strategy;
    this.redis = redis;
    this.scripts = redis.getScript(ByteArrayCodec.INSTANCE);
    this.guard = guard;
    this.codec = new EntryCodec(strategy.compression() ? compress : Long.MAX_VALUE);
  }

  /**
   * Something of a version; the value is null when it is known that there is none.
   *
   * @param version 0 or more
   * @param value not to be changed
   */
  @SuppressWarnings("ArrayRecordComponent")
  public record Entry(long version, byte @Nullable [] value) {}

  /**
   * What came of looking for one thing.
   *
   * @param entry null when it is to be read from the database
   * @param lease to be given back with what was read; empty when nobody waits for it
   */
  public record Lookup(@Nullable Entry entry, String lease) {

    private static final Lookup UNKNOWN = new Lookup(null, "");
  }

  /**
   * Looks for one thing. Of all who miss it, in all instances, one is to read it; the others wait
   * until it is stored, and one of them goes on when the first has died.
   *
   * @param atLeast an older version does not count
   */
  public Lookup find(String key, long atLeast) {
    String lease = UUID.randomUUID().toString();
    List<Object> keys = List.of(name(key), leaseOf(key));
    Object[] wish = {bytes(digits(atLeast)), bytes(lease), bytes(LEASE.toMillis())};
    long end = System.nanoTime() + 2 * LEASE.toNanos();
    Duration pause = FIRST_PAUSE;
    boolean waited = false;
    while (System.nanoTime() < end) {
      byte[] found = guard.ask(() -> eval(FIND, keys, wish));
      if (found == null) {
        return Lookup.UNKNOWN;
      }
      if (found.length > 1) {
        guard.count(waited ? Guard.Outcome.WAITED : Guard.Outcome.HIT);
        return new Lookup(codec.decode(found), "");
      }
      if (found[0] == 'L') {
        guard.count(Guard.Outcome.MISS);
        return new Lookup(null, lease);
      }
      waited = true;
      if (!rest(pause)) {
        break;
      }
      pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
    }
    guard.count(Guard.Outcome.MISS);
    return Lookup.UNKNOWN;
  }

  /**
   * Looks for several things, without waiting for anybody who reads them.
   *
   * @param atLeast the keys, and for each the version that counts
   */
  public Map<String, Entry> findAll(Map<String, Long> atLeast) {
    List<String> keys = List.copyOf(atLeast.keySet());
    String[] names = keys.stream().map(this::name).toArray(String[]::new);
    Map<String, byte[]> stored =
        guard.ask(() -> redis.getBuckets(ByteArrayCodec.INSTANCE).<byte[]>getAsync(names));
    if (stored == null) {
      return Map.of();
    }
    Map<String, Entry> found = new HashMap<>();
    for (String key : keys) {
      byte[] bytes = stored.get(name(key));
      Entry entry = bytes == null ? null : codec.decode(bytes);
      boolean counts = entry != null && entry.version() >= atLeast.getOrDefault(key, 0L);
      if (entry != null && counts) {
        found.put(key, entry);
      }
      guard.count(counts ? Guard.Outcome.HIT : Guard.Outcome.MISS);
    }
    return found;
  }

  /**
   * Stores what was read, unless something newer is there, without waiting for Redis.
   *
   * @param lifetime give or take a tenth, so that what was stored together does not end together
   * @param lease as it came with the lookup, or empty
   */
  public void store(String key, Entry entry, Duration lifetime, String lease) {
    double jitter = ThreadLocalRandom.current().nextDouble(0.9, 1.1);
    guard.send(
        () ->
            eval(
                STORE,
                List.of(name(key), leaseOf(key)),
                bytes(digits(entry.version())),
                codec.encode(entry),
                bytes((long) (lifetime.toMillis() * jitter)),
                bytes(lease)));
  }

  /** The same for the lifetime of this kind of thing. */
  public void store(String key, Entry entry, String lease) {
    store(key, entry, strategy.lifetime(), lease);
  }

  /** Gives a lease back without a result. */
  public void release(String key, String lease) {
    if (!lease.isEmpty()) {
      guard.send(() -> eval(RELEASE, List.of(leaseOf(key)), bytes(lease)));
    }
  }

  /** Where a thing is in Redis. */
  public String name(String key) {
    return prefix + key;
  }

  /** A version in as many digits as any other, so that texts compare like numbers. */
  public static String digits(long version) {
    String text = Long.toString(version);
    return "0".repeat(EntryCodec.DIGITS - text.length()) + text;
  }

  /** Whether Redis is left alone at the moment. */
  boolean isLeftAlone() {
    return guard.isOpen();
  }

  private CompletionStage<byte[]> eval(String script, List<Object> keys, Object... values) {
    return scripts.evalAsync(
        RScript.Mode.READ_WRITE, script, RScript.ReturnType.VALUE, new ArrayList<>(keys), values);
  }

  private String leaseOf(String key) {
    return name(key) + ":lease";
  }

  private static byte[] bytes(long number) {
    return bytes(Long.toString(number));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static boolean rest(Duration pause) {
    try {
      Thread.sleep(pause);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
