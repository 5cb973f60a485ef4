package io.mall.sharding.status;

import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Against;
import io.mall.sharding.live.Live;
import io.mall.sharding.live.LiveSource;
import io.mall.sharding.live.Size;
import io.mall.sharding.live.Source;
import io.mall.sharding.terminal.Json;
import io.mall.sharding.terminal.RulesOption;
import io.mall.sharding.terminal.TerminalCommand;
import io.mall.sharding.terminal.TextTable;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shardctl status}: how are the servers? */
@Command(
    name = "status",
    description = {
      "Shows data sources, roles, replica lag, connections, table groups and their sizes.",
      "Findings (exit code 1) are a server that is away or not what its role asks for, a replica"
          + " that is behind, tables that are not there."
    },
    mixinStandardHelpOptions = true)
public final class StatusCommand extends TerminalCommand {

  @Mixin private final RulesOption rules = new RulesOption();

  @Option(
      names = "--max-lag",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "How far behind a replica may be (default: ${DEFAULT-VALUE}).")
  private long maxLag;

  @Mixin private final Against against;

  /** Placeholders of the rules have their values from there. */
  public StatusCommand(Function<String, @Nullable String> environment) {
    against = new Against(environment);
  }

  /** The JSON result. */
  record Result(List<ServerState> dataSources, List<GroupState> groups, List<String> problems) {}

  @Override
  public Integer call() throws IOException {
    Placements placements = Placements.read(require(rules.file()));
    List<String> problems =
        new ArrayList<>(placements.problems().stream().map(Object::toString).toList());
    List<ServerState> servers = new ArrayList<>();
    Map<String, Map<String, Size>> sizes = new TreeMap<>();
    try (Live live = against.connect(placements.sources())) {
      for (Source each : placements.sources()) {
        servers.add(server(each, live));
      }
      for (LiveSource each : live.primaries()) {
        try {
          sizes.put(each.source().group(), Size.of(each));
        } catch (SQLException e) {
          problems.add("%s: %s".formatted(each.source().name(), LiveSource.reason(e)));
        }
      }
    }
    Result result = new Result(servers, GroupState.of(placements, sizes), problems);
    if (json()) {
      out().println(Json.of(result));
    } else {
      print(result);
    }
    boolean fine =
        problems.isEmpty()
            && servers.stream().allMatch(ServerState::fine)
            && result.groups().stream().allMatch(each -> each.tables() == each.declared());
    return fine ? FINE : FINDINGS;
  }

  private ServerState server(Source source, Live live) {
    Optional<LiveSource> found = live.find(source.name());
    String reason = live.away().getOrDefault(source.name(), "");
    if (found.isPresent()) {
      try {
        return ServerState.of(found.get(), maxLag);
      } catch (SQLException e) {
        reason = LiveSource.reason(e);
      }
    }
    return ServerState.away(source.name(), source.group(), source.primary(), reason);
  }

  private void print(Result result) {
    result.problems().forEach(each -> out().println(paint().red(each)));
    TextTable servers =
        new TextTable(
            "DATA SOURCE", "GROUP", "ROLE", "ADDRESS", "VERSION", "LAG", "CONNECTIONS", "STATE");
    for (ServerState each : result.dataSources()) {
      servers.add(
          each.name(),
          each.group(),
          each.role(),
          each.address(),
          each.version(),
          each.lagSeconds() == null ? "" : each.lagSeconds() + " s",
          connections(each),
          each.fine() ? paint().green(each.state()) : paint().red(each.state()));
    }
    print(servers);
    out().println();
    TextTable groups = new TextTable("DATA SOURCE", "TABLE GROUP", "TABLES", "ROWS", "SIZE");
    for (GroupState each : result.groups()) {
      String tables = each.tables() + " of " + each.declared();
      groups.add(
          each.dataSource(),
          each.group(),
          each.tables() == each.declared() ? tables : paint().red(tables),
          "%,d".formatted(each.rows()),
          Size.bytes(each.bytes()));
    }
    print(groups);
  }

  private static String connections(ServerState state) {
    if (state.connections() == null) {
      return "";
    }
    List<String> accounts = new ArrayList<>();
    state.byAccount().forEach((account, number) -> accounts.add(account + " " + number));
    return "%d of %d (%s)"
        .formatted(state.connections(), state.maxConnections(), String.join(", ", accounts));
  }
}
