package io.mall.sharding.replica;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.mall.sharding.Rules.Group;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.apache.shardingsphere.infra.algorithm.core.config.AlgorithmConfiguration;
import org.apache.shardingsphere.infra.config.rule.RuleConfiguration;
import org.apache.shardingsphere.readwritesplitting.config.ReadwriteSplittingRuleConfiguration;
import org.jspecify.annotations.Nullable;

/**
 * Watches the servers of one sharded data source and chooses who answers a read. One thread and one
 * connection a server, four looks a second; a choice costs no round trip unless a client's own
 * write has to be waited for.
 */
public final class ReplicaMonitor implements AutoCloseable {

  /** A replica that does not answer is left out soon: it costs nothing to be wrong. */
  private static final Duration REPLICA_SILENCE = Duration.ofSeconds(1);

  /** A primary is given more time: when it counts as away its writes are refused. */
  private static final Duration PRIMARY_SILENCE = Duration.ofSeconds(3);

  private static final long FIRST_LOOK_NANOS = TimeUnit.SECONDS.toNanos(2);

  private static final ConcurrentMap<String, ReplicaMonitor> OPEN = new ConcurrentHashMap<>();

  private final String id = UUID.randomUUID().toString();
  private final ReplicaSwitches switches;
  private final Map<String, GroupWatch> groups = new LinkedHashMap<>();
  private final Map<String, MemberProbe> probes = new HashMap<>();
  private final Map<String, Map<Choice, LongAdder>> chosen = new HashMap<>();

  private ReplicaMonitor(ReplicaSwitches switches) {
    this.switches = switches;
  }

  /**
   * Starts watching, and waits a moment until every server has been looked at once.
   *
   * @param pools by the names of the members: where they are and how to log in
   */
  public static ReplicaMonitor open(
      List<Group> groups, Map<String, ? extends HikariConfig> pools, ReplicaSwitches switches) {
    ReplicaMonitor monitor = new ReplicaMonitor(switches);
    groups.forEach(each -> monitor.watch(each, pools));
    OPEN.put(monitor.id, monitor);
    monitor.probes.values().forEach(MemberProbe::start);
    long deadline = System.nanoTime() + FIRST_LOOK_NANOS;
    try {
      for (MemberProbe each : monitor.probes.values()) {
        var _ = each.awaitFirstLook(deadline - System.nanoTime());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    monitor.groups.values().forEach(GroupWatch::looked);
    return monitor;
  }

  static @Nullable ReplicaMonitor byId(String id) {
    return OPEN.get(id);
  }

  private void watch(Group group, Map<String, ? extends HikariConfig> pools) {
    MemberProbe primary = probe(group.name(), group.primary(), pools, true);
    Map<String, MemberProbe> replicas = new LinkedHashMap<>();
    for (String each : group.replicas()) {
      replicas.put(each, probe(group.name(), each, pools, false));
    }
    groups.put(
        group.name(), new GroupWatch(group, primary, replicas, ReplicaProps.DEFAULTS.maxLag()));
    Map<Choice, LongAdder> counts = new HashMap<>();
    for (Choice each : Choice.values()) {
      counts.put(each, new LongAdder());
    }
    chosen.put(group.name(), counts);
  }

  private MemberProbe probe(
      String group, String member, Map<String, ? extends HikariConfig> pools, boolean primary) {
    HikariConfig pool = Objects.requireNonNull(pools.get(member), member);
    Duration silence = primary ? PRIMARY_SILENCE : REPLICA_SILENCE;
    MemberProbe probe =
        new MemberProbe(
            member,
            new Question(pool, primary, silence),
            silence,
            () -> Objects.requireNonNull(groups.get(group)).looked(),
            () -> lost(pool, primary));
    probes.put(member, probe);
    return probe;
  }

  /**
   * What is being read on a lost replica will not be answered; it is read elsewhere. A lost primary
   * leaves idle connections behind that a pool would hand out unseen to who comes first when it is
   * back.
   */
  private static void lost(HikariConfig pool, boolean primary) {
    if (!primary && pool.getDataSource() instanceof MemberConnections connections) {
      connections.breakOff();
    }
    if (primary && pool instanceof HikariDataSource open) {
      open.getHikariPoolMXBean().softEvictConnections();
    }
  }

  /** The same rules, with load balancers that know this monitor. */
  public List<RuleConfiguration> known(Iterable<RuleConfiguration> rules) {
    List<RuleConfiguration> known = new ArrayList<>();
    for (RuleConfiguration each : rules) {
      known.add(
          each instanceof ReadwriteSplittingRuleConfiguration splitting ? known(splitting) : each);
    }
    return known;
  }

  private ReadwriteSplittingRuleConfiguration known(ReadwriteSplittingRuleConfiguration splitting) {
    Map<String, AlgorithmConfiguration> balancers = new LinkedHashMap<>();
    splitting
        .getLoadBalancers()
        .forEach(
            (name, balancer) -> {
              if (balancer.getType().equals(ReplicaLoadBalancer.TYPE)) {
                Properties props = new Properties();
                props.putAll(balancer.getProps());
                limitLag(splitting, name, ReplicaProps.of(props).maxLag());
                props.setProperty(ReplicaProps.MONITOR, id);
                balancers.put(name, new AlgorithmConfiguration(balancer.getType(), props));
              } else {
                balancers.put(name, balancer);
              }
            });
    return new ReadwriteSplittingRuleConfiguration(splitting.getDataSourceGroups(), balancers);
  }

  private void limitLag(
      ReadwriteSplittingRuleConfiguration splitting, String balancer, Duration maxLag) {
    splitting.getDataSourceGroups().stream()
        .filter(each -> balancer.equals(each.getLoadBalancerName()))
        .map(each -> groups.get(each.getName()))
        .filter(Objects::nonNull)
        .forEach(each -> each.limitLag(maxLag));
  }

  /** Where the read goes that asks for one of these replicas. */
  String choose(String group, List<String> replicas, int first, ReplicaProps props) {
    GroupWatch watch = Objects.requireNonNull(groups.get(group), group);
    watch.limitLag(props.maxLag());
    @Nullable ReadScope scope = ReadScope.current();
    if (!switches.reads().getAsBoolean()) {
      return primary(watch, Choice.PRIMARY_SWITCHED_OFF);
    }
    boolean primaryAway = watch.primary().isAway();
    if (!primaryAway && scope != null && scope.isPrimaryOnly()) {
      return primary(watch, Choice.PRIMARY_JUST_WROTE);
    }
    Position required = scope == null ? Position.NONE : scope.required(group);
    @Nullable String behind = null;
    int before = scope == null ? -1 : replicas.indexOf(scope.answeredBy(group));
    int begin = before < 0 ? first : before;
    for (int i = 0; i < replicas.size(); i++) {
      String each = replicas.get((begin + i) % replicas.size());
      if (watch.whyNot(each, props.maxLag()) == null) {
        if (has(watch, each, required, 0)) {
          return replica(watch, each, Choice.REPLICA);
        }
        behind = behind == null ? each : behind;
      }
    }
    if (behind == null) {
      return primary(watch, Choice.PRIMARY_NO_REPLICA);
    }
    if (switches.waits().getAsBoolean()
        && has(watch, behind, required, props.maxWait().toNanos())) {
      return replica(watch, behind, Choice.REPLICA_AFTER_WAIT);
    }
    return primary(watch, Choice.PRIMARY_BEHIND);
  }

  private static boolean has(GroupWatch watch, String replica, Position required, long waitNanos) {
    MemberProbe probe = watch.replica(replica);
    return required.isNone()
        || (probe != null
            && (waitNanos == 0 ? probe.has(required) : probe.await(required, waitNanos)));
  }

  private String replica(GroupWatch watch, String replica, Choice why) {
    @Nullable ReadScope scope = ReadScope.current();
    if (scope != null) {
      scope.answered(watch.name(), replica);
    }
    count(watch.name(), why);
    return replica;
  }

  private String primary(GroupWatch watch, Choice why) {
    count(watch.name(), why);
    return watch.primaryName();
  }

  private void count(String group, Choice why) {
    Objects.requireNonNull(Objects.requireNonNull(chosen.get(group)).get(why)).increment();
  }

  /** How many reads of a data source went where, and why, since the start. */
  public long reads(String dataSource, Choice why) {
    Map<Choice, LongAdder> counts = chosen.get(dataSource);
    LongAdder count = counts == null ? null : counts.get(why);
    return count == null ? 0 : count.sum();
  }

  /** The data sources that are watched. */
  public List<String> dataSources() {
    return List.copyOf(groups.keySet());
  }

  /** How every replica is now. */
  public List<ReplicaState> states() {
    return groups.values().stream().flatMap(each -> each.states().stream()).toList();
  }

  /** How one replica is now. */
  public Optional<ReplicaState> state(String replica) {
    return states().stream().filter(each -> each.replica().equals(replica)).findFirst();
  }

  /** How long after a write a replica that is read may still lack it: the largest max-lag. */
  public Duration maxLag() {
    return groups.values().stream()
        .map(GroupWatch::maxLag)
        .max(Duration::compareTo)
        .orElse(ReplicaProps.DEFAULTS.maxLag());
  }

  /** Why a server cannot be reached at all; null when it can, or is not watched. */
  public @Nullable String whyAway(String member) {
    MemberProbe probe = probes.get(member);
    return probe == null || !probe.isAway() ? null : probe.whySilent();
  }

  /** Looks at every server now: somebody has lost a connection. */
  public void lookNow() {
    probes.values().forEach(MemberProbe::lookNow);
  }

  @Override
  public void close() {
    OPEN.remove(id);
    probes.values().forEach(MemberProbe::close);
  }
}
