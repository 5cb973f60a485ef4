package io.mall.app.bench;

import io.mall.app.checkout.CheckoutBenchmark;
import io.mall.app.checkout.TransactionsBenchmark;
import io.mall.app.stock.HotRowBenchmark;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ops/bin/bench}: starts servers and a shop, measures, prints a table, ends them. */
@Command(
    name = "ops/bin/bench",
    mixinStandardHelpOptions = true,
    description = "Measures one comparison on a local cluster of its own: peers in turn, medians.",
    footer = {
      "",
      "Benchmarks: checkout       placing an order over two shards, beside two plain transactions",
      "            hot-row        reservations of one product, combined against one by one",
      "            http           the shop behind Tomcat and behind Jetty",
      "            peers          the shop beside plain alternatives, and without some of its layers",
      "            product-read   a product by HTTP, against nginx that has the same bytes",
      "            replica-reads  a user's own data on primaries and on replicas, also after a write",
      "            scale-out      over 1, 2, 4 data sources, and with 2 instances",
      "            transactions   over 1, 2, 3 shards: plain, TCC, AT, XA; and the checkout's multiplier",
      "            all            all of these, and ops/bench/RESULTS.md with pictures"
    })
final class Bench implements Callable<Integer> {

  private static final String ALL = "all";
  private static final String MACHINE =
      System.getProperty("os.name") + " " + System.getProperty("os.arch");
  private static final String COMMIT = System.getProperty("bench.commit", "unknown");
  private static final Map<String, Supplier<Benchmark>> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "checkout", CheckoutBenchmark::new,
              "hot-row", HotRowBenchmark::new,
              "http", HttpBenchmark::new,
              "peers", PeersBenchmark::new,
              "product-read", ProductReadBenchmark::new,
              "replica-reads", ReplicaReadsBenchmark::new,
              "scale-out", ScaleOutBenchmark::new,
              "transactions", TransactionsBenchmark::new));

  @Parameters(paramLabel = "NAME", description = "which one")
  private String name = "";

  @Option(names = "--rounds", description = "how often each peer's turn comes (${DEFAULT-VALUE})")
  private int rounds = 5;

  @Option(names = "--seconds", description = "how long a turn is (${DEFAULT-VALUE})")
  private int seconds = 3;

  @Option(
      names = "--warm-up",
      description = "seconds of each turn of warming up (${DEFAULT-VALUE})")
  private int warmUp = 8;

  @Option(names = "--keep", description = "puts the figures into ops/bench/RESULTS.md, as all does")
  private boolean keep;

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  private Bench() {}

  public static void main(String[] arguments) {
    Locale.setDefault(Locale.ROOT); // figures are written the same way everywhere
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    if (name.equals(ALL)) {
      return all();
    }
    if (!BENCHMARKS.containsKey(name)) {
      System.err.printf(
          "There is no benchmark %s, only %s and %s.%n", name, BENCHMARKS.keySet(), ALL);
      return CommandLine.ExitCode.USAGE;
    }
    run(name, benchmark(name), keep ? report() : null);
    return CommandLine.ExitCode.OK;
  }

  /**
   * Each in a process of its own, since Seata's client keeps the coordinator it once knew. One that
   * fails is named, and does not keep the others from running.
   */
  private int all() throws IOException, InterruptedException {
    int code = CommandLine.ExitCode.OK;
    for (String each : BENCHMARKS.keySet()) {
      int ended = ended(new ProcessBuilder(alone(each)).inheritIO().start());
      if (ended != CommandLine.ExitCode.OK) {
        System.err.println(each + " could not be measured: exit code " + ended);
        report()
            .failed(
                each,
                benchmark(each).title(),
                circumstances("engine unknown"),
                "exit code " + ended);
        code = CommandLine.ExitCode.SOFTWARE;
      }
    }
    return code;
  }

  /** How it ended; it does not outlive this process, should that be told to end. */
  private static int ended(Process one) throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(one::destroy, "end-benchmark"));
    return one.waitFor();
  }

  /** This program with the same settings, for one benchmark. */
  private List<String> alone(String which) {
    RuntimeMXBean java = ManagementFactory.getRuntimeMXBean();
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(java.getInputArguments());
    line.addAll(List.of("-cp", java.getClassPath(), Bench.class.getName(), which, "--keep"));
    line.add("--rounds=" + rounds);
    line.add("--seconds=" + seconds);
    line.add("--warm-up=" + warmUp);
    return line;
  }

  private static Benchmark benchmark(String which) {
    return Objects.requireNonNull(BENCHMARKS.get(which)).get();
  }

  private static Report report() {
    return new Report(Path.of(System.getProperty("mall.home", "."), "ops", "bench"));
  }

  private void run(String which, Benchmark benchmark, @Nullable Report report) throws Exception {
    System.err.println(which + ": " + benchmark.title());
    Contest contest =
        new Contest(
            rounds,
            Duration.ofSeconds(warmUp),
            Duration.ofSeconds(seconds),
            line -> System.err.printf("%tT%s%n", LocalTime.now(ZoneId.systemDefault()), line));
    try (Site site = Site.open(benchmark.settings())) {
      String engine = site.engine();
      Verdict verdict = benchmark.run(site, contest);
      print(which, benchmark.title(), engine, verdict);
      if (report != null) {
        report.add(which, benchmark.title(), circumstances(engine), verdict);
      }
    }
  }

  private String circumstances(String engine) {
    return "%s; %s, %d cores, Java %s, commit %s; %d rounds of %d s each in turn after a warm-up in turns of %d s until CPU us/op is flat."
        .formatted(
            engine,
            MACHINE,
            Runtime.getRuntime().availableProcessors(),
            Runtime.version().feature(),
            COMMIT,
            rounds,
            seconds,
            warmUp);
  }

  private void print(String which, String title, String engine, Verdict verdict) {
    System.out.printf("%n%s: %s%n", which, title);
    System.out.println(circumstances(engine) + " Medians (slowest - fastest round)");
    System.out.println();
    System.out.println(
        "clients  peer                        ops/s                      p50 ms   p99 ms CPU us/op    client  coordin. databases");
    verdict.results().forEach(result -> System.out.println(result.line()));
    System.out.printf(
        "%nratio %.1f (%.1f - %.1f)%n", verdict.ratio(), verdict.low(), verdict.high());
    verdict.explanation().forEach(System.out::println);
    if (json) {
      System.out.println(verdict.json(which, engine, COMMIT));
    }
  }
}
