package io.mall.sharding.replica;

import io.mall.sharding.Rules.Group;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One data source: its primary, its replicas, and how old what each replica shows is at most.
 *
 * <p>The primary's position is noted with the time of the question. A replica that is seen to have
 * a noted position has all that was committed before that time; so the lag is a bound, measured by
 * the clock of this process alone, and it keeps growing while nobody answers.
 */
final class GroupWatch {

  private static final Logger log = LoggerFactory.getLogger(GroupWatch.class);

  /** A minute of looks at a primary that changes all the time; lags beyond it only grow. */
  private static final int MOST_NOTES = 256;

  /** The primary's position, and when everything in it had been committed at the latest. */
  private record Note(Position position, long at) {}

  private final Group group;
  private final MemberProbe primary;
  private final Map<String, MemberProbe> replicas;
  private final Deque<Note> notes = new ArrayDeque<>();
  private final ConcurrentMap<String, Long> freshAsOf = new ConcurrentHashMap<>();
  private final Map<String, String> told = new HashMap<>();
  private volatile Duration maxLag;

  GroupWatch(Group group, MemberProbe primary, Map<String, MemberProbe> replicas, Duration maxLag) {
    this.group = group;
    this.primary = primary;
    this.replicas = Map.copyOf(replicas);
    this.maxLag = maxLag;
  }

  String name() {
    return group.name();
  }

  String primaryName() {
    return group.primary();
  }

  MemberProbe primary() {
    return primary;
  }

  @Nullable MemberProbe replica(String replica) {
    return replicas.get(replica);
  }

  Duration maxLag() {
    return maxLag;
  }

  void limitLag(Duration most) {
    maxLag = most;
  }

  /** After a look at any member. */
  synchronized void looked() {
    MemberProbe.Sight seen = primary.sight();
    if (seen != null) {
      Note last = notes.peekLast();
      if (last != null && last.position().equals(seen.position())) {
        notes.removeLast();
      }
      notes.addLast(new Note(seen.position(), seen.askedAt()));
      if (notes.size() > MOST_NOTES) {
        notes.removeFirst();
      }
    }
    replicas.forEach(this::looked);
    for (ReplicaState each : states()) {
      tell(each);
    }
  }

  private void looked(String replica, MemberProbe probe) {
    MemberProbe.Sight seen = probe.sight();
    if (seen == null) {
      return;
    }
    Iterator<Note> newestFirst = notes.descendingIterator();
    while (newestFirst.hasNext()) {
      Note note = newestFirst.next();
      if (seen.position().covers(note.position())) {
        freshAsOf.merge(replica, note.at(), (one, other) -> one - other > 0 ? one : other);
        return;
      }
    }
  }

  /** Once for each change of mind. */
  private void tell(ReplicaState state) {
    if (state.lag().isEmpty() && primary.sight() == null) {
      return;
    }
    String kind = state.usable() ? "" : state.reason().replaceAll("\\d+", "");
    String before = told.put(state.replica(), kind);
    if (kind.equals(before == null ? "" : before)) {
      return;
    }
    if (state.usable()) {
      log.atInfo().addKeyValue("replica", state.replica()).log("replica read again");
    } else if (before == null || before.isEmpty()) {
      log.atWarn()
          .addKeyValue("replica", state.replica())
          .addKeyValue("reason", state.reason())
          .log("replica left out");
    }
  }

  List<ReplicaState> states() {
    return replicas.keySet().stream().sorted().map(this::state).toList();
  }

  private ReplicaState state(String replica) {
    String reason = whyNot(replica, maxLag);
    return new ReplicaState(
        group.name(), replica, lag(replica), reason == null, reason == null ? "" : reason);
  }

  /** How far behind at most; while the primary is away, how far behind it was. */
  private Optional<Duration> lag(String replica) {
    Long fresh = freshAsOf.get(replica);
    if (fresh == null) {
      return Optional.empty();
    }
    MemberProbe.Sight last = primary.sight();
    long until = primary.isAway() && last != null ? last.askedAt() : System.nanoTime();
    return Optional.of(Duration.ofNanos(Math.max(0, until - fresh)));
  }

  /** Why a replica may not be read; null when it may. */
  @Nullable String whyNot(String replica, Duration most) {
    MemberProbe probe = replicas.get(replica);
    if (probe == null) {
      return "is not known";
    }
    String silent = probe.whySilent();
    MemberProbe.Sight seen = probe.sight();
    if (silent != null || seen == null) {
      return silent == null ? "has not been seen yet" : silent;
    }
    // Nobody can follow a primary that is away, and there is nowhere else to read.
    if (!seen.whyNotFollowing().isEmpty() && !primary.isAway()) {
      return seen.whyNotFollowing();
    }
    Optional<Duration> lag = lag(replica);
    if (lag.isEmpty()) {
      return "has not been compared with its primary yet";
    }
    return lag.get().compareTo(most) > 0 ? "is " + lag.get().toMillis() + " ms behind" : null;
  }
}
