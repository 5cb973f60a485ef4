package io.mall.local;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Two replicated database servers, a Redis and a Seata coordinator on this machine. */
public final class LocalCluster implements AutoCloseable {
  private final DataFolder data;
  private final Map<String, Server> members;
  private final List<DatabasePair> pairs;
  private final Map<String, String> environment;
  private final Map<Address, Proxy> proxies = new ConcurrentHashMap<>();
  private final List<Runnable> beforeEnd = new ArrayList<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Thread hook = new Thread(this::shutDown, "local-cluster-shutdown");

  LocalCluster(
      DataFolder data,
      Map<String, Server> members,
      List<DatabasePair> pairs,
      Map<String, String> environment) {
    this.data = data;
    this.members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    this.pairs = List.copyOf(pairs);
    this.environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  public static Builder builder() {
    return new Builder();
  }

  /** What an application needs to know, by the names it reads from its environment. */
  public Map<String, String> environment() {
    return environment;
  }

  /** The same, with a proxy in front of each address. */
  public Map<String, String> environmentThroughProxies() {
    Map<String, String> values = new LinkedHashMap<>();
    environment.forEach(
        (name, value) -> {
          boolean address = name.endsWith("_URL") || name.equals(Environment.SEATA);
          values.put(name, address ? throughProxy(value) : value);
        });
    return Collections.unmodifiableMap(values);
  }

  /** The proxy in front of a member, made at the first call. */
  public Proxy proxy(String name) {
    String variable = Environment.variable(name);
    String value = environment.getOrDefault(variable, "");
    return Address.in(value)
        .map(this::proxy)
        .orElseThrow(() -> new LocalClusterException("This cluster has no " + name + "."));
  }

  /** The proxy in front of a member that no variable points to, such as an instance of the shop. */
  public Proxy proxy(Member member) {
    return proxy(Address.local(member.port()));
  }

  private String throughProxy(String value) {
    Address address = Address.in(value).orElseThrow();
    return address.replacedIn(value, Address.local(proxy(address).port()));
  }

  private Proxy proxy(Address address) {
    return proxies.computeIfAbsent(address, key -> new Proxy(key.host(), key.port()));
  }

  /** A member by its name. */
  public Member member(String name) {
    @Nullable Member member = members.get(name);
    if (member == null) {
      throw new LocalClusterException(
          "This cluster runs no member '" + name + "', only " + members.keySet() + ".");
    }
    return member;
  }

  /**
   * Where a member keeps what it must not forget; while it does not run, a test may take it away.
   */
  public Path folder(String name) {
    return data.path(member(name).name());
  }

  /**
   * An instance of the shop as one more member, not started yet; it ends with the cluster.
   *
   * <p>Its management port is 1,000 above its port.
   *
   * @param number tells it from others: {@code shop-1}
   * @param program the line of the process that serves the shop; the ports are added to it
   * @param variables its environment, such as {@link #environmentThroughProxies}
   */
  public Member shop(int number, List<String> program, Map<String, String> variables) {
    ShopInstance instance =
        new ShopInstance(number, ShopInstance.freePort(), data, program, variables);
    beforeEnd(() -> instance.retire(false));
    return instance;
  }

  /**
   * A second replica of a primary as one more member, not started yet; it ends with the cluster.
   * Starting it returns when it follows, from the primary's first transaction on.
   */
  public Member secondReplica(String primary) {
    if (member(primary) instanceof DatabaseServer server && !server.isReplica()) {
      DatabaseServer second = server.secondReplica();
      var _ = new DatabasePair(server, second);
      beforeEnd(() -> second.retire(false));
      return second;
    }
    throw new LocalClusterException(primary + " is no primary.");
  }

  /** A connection with all rights to a database server. */
  public Connection connectAsRoot(String name) throws SQLException {
    if (member(name) instanceof DatabaseServer server) {
      return server.connectAsRoot();
    }
    throw new LocalClusterException(name + " is no database server.");
  }

  /** Waits until the replicas have applied all that their primaries have committed by now. */
  public void awaitReplicas() {
    pairs.forEach(pair -> pair.awaitReplica(Duration.ofSeconds(30)));
  }

  /** Ends all members; deletes the data unless it was given a folder. */
  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      try {
        Runtime.getRuntime().removeShutdownHook(hook);
      } catch (IllegalStateException e) {
        // The JVM is shutting down already.
      }
      endAll();
    }
  }

  void startAll(Progress progress) {
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      List<Runnable> starts = new ArrayList<>();
      for (Server member : members.values()) {
        starts.add(
            () -> {
              long begin = System.nanoTime();
              member.start();
              progress.ready(
                  member.name(),
                  "127.0.0.1:" + member.port(),
                  Duration.ofNanos(System.nanoTime() - begin));
            });
      }
      Parallel.run(starts);
      Parallel.run(pairs.stream().<Runnable>map(pair -> () -> prepare(pair)).toList());
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Something to end before the members end. */
  void beforeEnd(Runnable action) {
    synchronized (beforeEnd) {
      if (closed()) {
        throw new LocalClusterException("The cluster is being closed.");
      }
      beforeEnd.add(action);
    }
  }

  /** Whether it has begun to end. */
  boolean closed() {
    return closed.get();
  }

  DataFolder data() {
    return data;
  }

  List<Server> servers() {
    return List.copyOf(members.values());
  }

  private static void prepare(DatabasePair pair) {
    pair.createSchemas();
    pair.awaitReplica(Duration.ofSeconds(30));
  }

  private void shutDown() {
    if (closed.compareAndSet(false, true)) {
      endAll();
    }
  }

  private void endAll() {
    List<Runnable> first;
    synchronized (beforeEnd) {
      first = List.copyOf(beforeEnd).reversed();
    }
    try (data) {
      try {
        first.forEach(Runnable::run);
      } finally {
        proxies.values().forEach(Proxy::close);
        // Files that are about to be deleted need no orderly end.
        boolean orderly = !data.temporary();
        Parallel.run(
            members.values().stream().<Runnable>map(each -> () -> each.retire(orderly)).toList());
      }
    }
  }

  /** Says what a cluster shall be, and starts it. */
  public static final class Builder {
    private Engine engine = Engine.fromProperty();
    private Set<Member.Kind> kinds = EnumSet.allOf(Member.Kind.class);
    private @Nullable Path folder;
    private Progress progress = Progress.quiet();
    private Map<String, String> external = System.getenv();

    private Builder() {}

    public Builder engine(Engine value) {
      engine = value;
      return this;
    }

    /** Only these kinds of member; all by default. */
    public Builder members(Member.Kind first, Member.Kind... more) {
      kinds = EnumSet.of(first, more);
      return this;
    }

    /** Keeps the data in this folder, between runs as well. */
    public Builder data(Path value) {
      folder = value;
      return this;
    }

    public Builder progress(Progress value) {
      progress = value;
      return this;
    }

    /** Where external servers are, instead of the environment of this process. */
    Builder external(Map<String, String> value) {
      external = value;
      return this;
    }

    /** Starts it; it is ready when this returns. */
    public LocalCluster start() {
      LocalCluster cluster = new Assembly(engine, kinds, progress).assemble(folder, external);
      cluster.startAll(progress);
      return cluster;
    }
  }
}
