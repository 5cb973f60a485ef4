package io.mall.sharding.live;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The data sources of a rules file, those that answer and why the others do not. */
public final class Live implements AutoCloseable {

  private final List<LiveSource> reached;
  private final Map<String, String> away;

  private Live(List<LiveSource> reached, Map<String, String> away) {
    this.reached = reached;
    this.away = away;
  }

  private record Attempt(Source source, Optional<LiveSource> connected, String reason) {}

  /** Connects to all at once; who does not answer within five seconds is away. */
  public static Live connect(List<Source> sources, Function<String, @Nullable String> environment) {
    List<Future<Attempt>> attempts = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      sources.forEach(each -> attempts.add(executor.submit(() -> attempt(each, environment))));
    }
    List<LiveSource> reached = new ArrayList<>();
    Map<String, String> away = new LinkedHashMap<>();
    for (Future<Attempt> each : attempts) {
      Attempt attempt = each.resultNow();
      attempt.connected().ifPresent(reached::add);
      if (attempt.connected().isEmpty()) {
        away.put(attempt.source().name(), attempt.reason());
      }
    }
    return new Live(reached, away);
  }

  private static Attempt attempt(Source source, Function<String, @Nullable String> environment) {
    Set<String> missing = new TreeSet<>();
    Source resolved = source.resolved(environment, missing);
    if (!missing.isEmpty()) {
      return new Attempt(
          source, Optional.empty(), "no value for the placeholder " + String.join(", ", missing));
    }
    if (resolved.url().isEmpty()) {
      return new Attempt(source, Optional.empty(), "it has no address");
    }
    try {
      return new Attempt(source, Optional.of(LiveSource.connect(resolved)), "");
    } catch (SQLException | RuntimeException e) {
      return new Attempt(source, Optional.empty(), LiveSource.reason(e));
    }
  }

  /** Those that answered, in the order of the file. */
  public List<LiveSource> reached() {
    return List.copyOf(reached);
  }

  /** One that answered. */
  public Optional<LiveSource> find(String name) {
    return reached.stream().filter(each -> each.source().name().equals(name)).findFirst();
  }

  /** The primaries that answered. */
  public List<LiveSource> primaries() {
    return reached.stream().filter(each -> each.source().primary()).toList();
  }

  /** Why the others did not, by name. */
  public Map<String, String> away() {
    return away;
  }

  @Override
  public void close() {
    reached.forEach(LiveSource::close);
  }
}
