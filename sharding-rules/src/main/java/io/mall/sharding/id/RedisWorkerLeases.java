package io.mall.sharding.id;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.redisson.api.RScript;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.StringCodec;

/**
 * Leases kept in Redis: one hash, one script, so every step is atomic and all times are Redis's.
 *
 * <p>Redis may restart, fail over or lose its data: within the bounds of {@link Timing} no two
 * holders are granted the same millisecond of the same worker.
 */
public final class RedisWorkerLeases implements WorkerLeases {
  private static final String KEY = "mall:workers";
  private static final String SCRIPT = "worker-leases.lua";

  /**
   * How long things last.
   *
   * @param lease how far a lease reaches ahead; as long Redis may be away
   * @param grace how long after its end a lease is still left alone, in case its last renewal was
   *     lost in a failover
   * @param quarantine how far after the birth of the hash unused worker numbers start: more than a
   *     lease can reach ahead, in case the hash is new because Redis has lost the old one
   */
  record Timing(Duration lease, Duration grace, Duration quarantine) {
    static final Timing NORMAL =
        new Timing(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(60));
  }

  private final RedissonClient redis;
  private final String key;
  private final Timing timing;
  private final String script;

  public RedisWorkerLeases(RedissonClient redis) {
    this(redis, KEY, Timing.NORMAL);
  }

  RedisWorkerLeases(RedissonClient redis, String key, Timing timing) {
    this.redis = redis;
    this.key = key;
    this.timing = timing;
    this.script = load();
  }

  private static String load() {
    try (InputStream in = RedisWorkerLeases.class.getResourceAsStream(SCRIPT)) {
      if (in == null) {
        throw new IllegalStateException(SCRIPT + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Lease acquire(long atLeast) {
    String holder = ManagementFactory.getRuntimeMXBean().getName() + "/" + UUID.randomUUID();
    List<String> answer = run("acquire", holder, 0, atLeast);
    if (answer.getFirst().equals("-1")) {
      Duration wait = Duration.ofMillis(number(answer, 1) - number(answer, 3));
      throw new NoFreeWorkerException(
          "All %d worker numbers for ids are leased; the first may be free in %d s (HGETALL %s shows"
                  .formatted(Ids.WORKERS, wait.toSeconds() + 1, key)
              + " who holds them)");
    }
    return lease(holder, answer);
  }

  @Override
  public Optional<Lease> renew(Lease lease, long used) {
    List<String> answer = run("renew", lease.holder(), lease.worker(), used);
    return answer.isEmpty() ? Optional.empty() : Optional.of(lease(lease.holder(), answer));
  }

  @Override
  public void release(Lease lease, long used) {
    run("release", lease.holder(), lease.worker(), used);
  }

  private List<String> run(String operation, String holder, int worker, long used) {
    return redis
        .getScript(StringCodec.INSTANCE)
        .eval(
            RScript.Mode.READ_WRITE,
            script,
            RScript.ReturnType.LIST,
            List.of(key),
            operation,
            holder,
            Integer.toString(worker),
            Long.toString(used),
            Long.toString(timing.lease.toMillis()),
            Long.toString(timing.grace.toMillis()),
            Long.toString(timing.quarantine.toMillis()),
            Integer.toString(Ids.WORKERS));
  }

  private static Lease lease(String holder, List<String> answer) {
    return new Lease(
        (int) number(answer, 0), holder, number(answer, 1), number(answer, 2), number(answer, 3));
  }

  private static long number(List<String> answer, int index) {
    return Long.parseLong(answer.get(index));
  }
}
