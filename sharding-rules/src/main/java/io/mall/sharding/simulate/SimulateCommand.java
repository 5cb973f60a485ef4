package io.mall.sharding.simulate;

import io.mall.sharding.lint.KeyFile;
import io.mall.sharding.lint.PlacedTable;
import io.mall.sharding.lint.Placements;
import io.mall.sharding.live.Against;
import io.mall.sharding.live.Live;
import io.mall.sharding.simulate.Load.Hot;
import io.mall.sharding.terminal.Json;
import io.mall.sharding.terminal.RulesOption;
import io.mall.sharding.terminal.TerminalCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shardctl simulate}: will the load be even? */
@Command(
    name = "simulate",
    description = {
      "Tells how even the load of shards and tables is, for keys of a file, of servers, or made up.",
      "Findings (exit code 1) are a part that has more than --limit times its share, tables that"
          + " stay empty or that nobody declares, keys that go nowhere."
    },
    mixinStandardHelpOptions = true)
public final class SimulateCommand extends TerminalCommand {

  @Mixin private final RulesOption rules = new RulesOption();

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      description = "A logic table; default: one of each kind, or for --keys the first.")
  private List<String> names = List.of();

  @Option(names = "--keys", paramLabel = "FILE", description = "A sample of keys, one a line.")
  private @Nullable Path keys;

  @Option(
      names = "--zipf",
      paramLabel = "EXPONENT",
      description = "How skewed keys made up are: 0 (default) all alike, 1 as words in a text.",
      defaultValue = "0")
  private double zipf;

  @Option(
      names = "--distinct",
      paramLabel = "N",
      description = "How many keys are made up (default: ${DEFAULT-VALUE}).",
      defaultValue = "100000")
  private int distinct;

  @Option(
      names = "--count",
      paramLabel = "N",
      description =
          "How many times keys are drawn, or read from servers at most (default: ${DEFAULT-VALUE}).",
      defaultValue = "1000000")
  private int count;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Of the drawing (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--limit",
      paramLabel = "X",
      description =
          "The load of the fullest part over the mean that is still fine (default: ${DEFAULT-VALUE}).",
      defaultValue = "1.5")
  private double limit;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many slots and keys are listed (default: ${DEFAULT-VALUE}).",
      defaultValue = "5")
  private int top;

  @Option(names = "--html", paramLabel = "FILE", description = "Writes a report with charts.")
  private @Nullable Path html;

  @Option(names = "--svg", paramLabel = "FILE", description = "Writes the first table's chart.")
  private @Nullable Path svg;

  @Mixin private final Against against;

  /** Placeholders of the rules have their values from there. */
  public SimulateCommand(Function<String, @Nullable String> environment) {
    against = new Against(environment);
  }

  /** The JSON result. */
  record Result(List<Load> loads, List<String> problems) {}

  @Override
  public Integer call() throws IOException {
    Placements placements = Placements.read(require(rules.file()));
    List<String> problems =
        new ArrayList<>(placements.problems().stream().map(Object::toString).toList());
    Map<String, List<PlacedTable>> families = families(placements, problems);
    List<Load> loads = new ArrayList<>();
    if (against.given()) {
      try (Live live = against.connect(placements.sources())) {
        LiveKeys rows = new LiveKeys(placements, live);
        for (List<PlacedTable> each : families.values()) {
          Weighted sample = rows.keys(each.getFirst(), count);
          loads.add(load(each, sample, rows.orphans(each.getFirst())));
        }
        problems.addAll(rows.problems());
      }
    } else {
      for (List<PlacedTable> each : families.values()) {
        loads.add(load(each, sample(each.getFirst()), List.of()));
      }
    }
    report(loads);
    if (json()) {
      out().println(Json.of(new Result(loads, problems)));
    } else {
      problems.forEach(each -> out().println(paint().red(each)));
      loads.forEach(this::print);
    }
    boolean uneven = loads.stream().anyMatch(each -> each.isUneven(limit));
    return uneven || !problems.isEmpty() ? FINDINGS : FINE;
  }

  /** The tables that were asked for; those that place their keys alike are simulated once. */
  private Map<String, List<PlacedTable>> families(Placements placements, List<String> problems) {
    Map<String, List<PlacedTable>> families = new LinkedHashMap<>();
    for (String name : names) {
      PlacedTable table =
          placements
              .table(name)
              .orElseThrow(() -> usage("%s has no table %s".formatted(rules.file(), name)));
      families.put(name, List.of(table));
    }
    for (PlacedTable each : names.isEmpty() ? placements.tables() : List.<PlacedTable>of()) {
      if (each.kind() == PlacedTable.Kind.SHARDED && each.isAskable()) {
        // With --against every table has rows of its own.
        String family = against.given() ? each.name() : each.family();
        families.computeIfAbsent(family, _ -> new ArrayList<>()).add(each);
      }
    }
    families
        .values()
        .removeIf(
            each -> {
              boolean askable =
                  each.getFirst().keyColumns().size() == 1 && !each.getFirst().sample().isEmpty();
              if (!askable) {
                problems.add(
                    "%s: %s needs several columns for a key, or cannot be asked for one; it is left out."
                        .formatted(each.getFirst().at(), each.getFirst().name()));
              }
              return !askable;
            });
    if (keys != null && names.isEmpty() && families.size() > 1) {
      families.keySet().retainAll(List.of(families.keySet().iterator().next()));
    }
    return families;
  }

  private Weighted sample(PlacedTable table) throws IOException {
    if (keys != null) {
      List<Comparable<?>> all = KeyFile.read(require(keys)).keys();
      return Weighted.counted("%,d keys of %s".formatted(all.size(), keys), all);
    }
    return Weighted.zipf(KeyMaker.keys(table, distinct, seed), zipf, count, seed);
  }

  private Load load(List<PlacedTable> family, Weighted sample, List<String> orphans) {
    List<String> alike = family.stream().map(PlacedTable::name).toList();
    return new Simulation(family.getFirst(), sample, top).run(alike, orphans);
  }

  private void report(List<Load> loads) throws IOException {
    if (html != null) {
      Files.writeString(html, Report.html(rules.file().toString(), loads));
    }
    if (svg != null && !loads.isEmpty()) {
      Load first = loads.getFirst();
      Files.writeString(svg, Chart.svg(first.table() + ": " + first.keys(), first.nodes()));
    }
  }

  private void print(Load load) {
    String others =
        load.alike().size() > 1
            ? " and alike " + String.join(", ", load.alike().subList(1, load.alike().size()))
            : "";
    out().println(paint().bold(load.table()) + others);
    out().printf("  %s, by %s%n", load.keys(), load.column());
    out().printf("  data sources: %s%n", Report.figures(load.dataSources()));
    Chart.lines(load.dataSources(), paint()).forEach(each -> out().println("    " + each));
    out().printf("  tables: %s%n", Report.figures(load.nodes()));
    Chart.lines(load.nodes(), paint()).forEach(each -> out().println("    " + each));
    print("hottest slots", load.hottestSlots());
    print("hottest keys", load.hottestKeys());
    if (load.lost() > 0) {
      String share = String.format(Locale.ROOT, "%.2f %%", 100 * load.lost());
      out()
          .println(
              paint()
                  .red("  %s of the keys go nowhere, such as %s".formatted(share, load.example())));
    }
    warn("no key reaches", load.empty());
    warn("nobody declares", load.orphans());
  }

  private void warn(String what, List<String> tables) {
    if (!tables.isEmpty()) {
      out().println(paint().red("  %s: %s".formatted(what, String.join(", ", tables))));
    }
  }

  private void print(String what, List<Hot> hot) {
    List<String> parts = new ArrayList<>();
    hot.forEach(
        each ->
            parts.add(String.format(Locale.ROOT, "%s (%.2f %%)", each.what(), 100 * each.share())));
    if (!parts.isEmpty()) {
      out().printf("  %s: %s%n", what, String.join("; ", parts));
    }
  }
}
