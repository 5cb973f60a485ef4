package io.mall.app.security;

import io.mall.app.cache.Strategies;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.redisson.api.RScoredSortedSet;
import org.redisson.api.RTopic;
import org.redisson.api.RedissonClient;
import org.redisson.client.RedisException;
import org.redisson.client.codec.StringCodec;
import org.redisson.client.protocol.ScoredEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The log-ins that were ended before their time. Redis keeps them for all instances; each instance
 * holds a copy, so that a request costs no round trip and a Redis that is away re-opens nothing. A
 * message makes a log-out known at once; a periodic look makes up for lost messages.
 */
@Component
class Revocations implements SmartLifecycle {

  private static final Logger log = LoggerFactory.getLogger(Revocations.class);
  private static final Duration OVERLAP = Duration.ofSeconds(30);

  private final RScoredSortedSet<String> stored;
  private final RTopic news;
  private final SecurityProperties properties;
  private final Duration lifetime;
  private final Clock clock;
  private final Map<String, Instant> known = new ConcurrentHashMap<>();
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("revocations").factory());
  private volatile Instant lookedUpTo = Instant.EPOCH;
  private volatile boolean running;
  private int listener;

  Revocations(
      RedissonClient redis, SecurityProperties properties, Strategies strategies, Clock clock) {
    this.stored = redis.getScoredSortedSet("mall:sessions:revoked", StringCodec.INSTANCE);
    this.news = redis.getTopic("mall:sessions:revoked:news", StringCodec.INSTANCE);
    this.properties = properties;
    this.lifetime = strategies.userSession().lifetime();
    this.clock = clock;
  }

  void revoke(String session) {
    Instant now = clock.instant();
    stored.add(score(now), session);
    known.put(session, now);
    news.publish(session);
  }

  boolean isRevoked(String session) {
    return known.containsKey(session);
  }

  @Override
  public void start() {
    listener =
        news.addListener(String.class, (topic, session) -> known.put(session, clock.instant()));
    refresh();
    long period = properties.revocationRefresh().toMillis();
    var _ =
        timer.scheduleWithFixedDelay(this::refreshOrWarn, period, period, TimeUnit.MILLISECONDS);
    running = true;
  }

  @Override
  public void stop() {
    running = false;
    timer.shutdownNow();
    try {
      // Not waited for: Redis may be silent, and the shop still has to end.
      var _ = news.removeListenerAsync(listener);
    } catch (RedisException away) {
      log.atDebug().setCause(away).log("listener not removed, Redis is away");
    }
  }

  /** Before the web server takes its first request. */
  @Override
  public int getPhase() {
    return 0;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void refreshOrWarn() {
    try {
      refresh();
    } catch (RuntimeException away) {
      log.atWarn().addKeyValue("cause", away.toString()).log("log-outs of other instances unknown");
    }
  }

  private void refresh() {
    Instant now = clock.instant();
    Instant forgotten = now.minus(lifetime).minus(OVERLAP);
    stored.removeRangeByScore(0, true, score(forgotten), false);
    Collection<ScoredEntry<String>> entries =
        stored.entryRange(score(lookedUpTo.minus(OVERLAP)), true, Double.POSITIVE_INFINITY, true);
    for (ScoredEntry<String> entry : entries) {
      known.put(entry.getValue(), Instant.ofEpochMilli(entry.getScore().longValue()));
    }
    known.values().removeIf(revokedAt -> revokedAt.isBefore(forgotten));
    lookedUpTo = now;
  }

  private static double score(Instant time) {
    return (double) time.toEpochMilli();
  }
}
