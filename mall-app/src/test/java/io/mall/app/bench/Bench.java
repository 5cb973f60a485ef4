package io.mall.app.bench;

import io.mall.app.checkout.CheckoutBenchmark;
import io.mall.app.checkout.TransactionsBenchmark;
import io.mall.app.stock.HotRowBenchmark;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
      "            product-read   a product by HTTP, against nginx that has the same bytes",
      "            transactions   over 1, 2, 3 shards: plain, TCC, AT, XA; and the checkout's multiplier"
    })
final class Bench implements Callable<Integer> {

  private static final Map<String, Supplier<Benchmark>> BENCHMARKS =
      new TreeMap<>(
          Map.of(
              "checkout", CheckoutBenchmark::new,
              "hot-row", HotRowBenchmark::new,
              "product-read", ProductReadBenchmark::new,
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

  @Option(names = "--json", description = "the last line is one JSON object")
  private boolean json;

  private Bench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new Bench()).execute(arguments));
  }

  @Override
  public Integer call() throws Exception {
    Supplier<Benchmark> found = BENCHMARKS.get(name);
    if (found == null) {
      System.err.println("There is no benchmark " + name + ", only " + BENCHMARKS.keySet() + ".");
      return CommandLine.ExitCode.USAGE;
    }
    Benchmark benchmark = found.get();
    Contest contest = new Contest(rounds, Duration.ofSeconds(warmUp), Duration.ofSeconds(seconds));
    try (Site site = Site.open(benchmark.settings())) {
      String engine = site.engine();
      Verdict verdict = benchmark.run(site, contest);
      print(benchmark, engine, verdict);
    }
    return CommandLine.ExitCode.OK;
  }

  private void print(Benchmark benchmark, String engine, Verdict verdict) {
    String commit = System.getProperty("bench.commit", "unknown");
    int cores = Runtime.getRuntime().availableProcessors();
    System.out.printf("%n%s: %s%n", name, benchmark.title());
    System.out.printf(
        "%s; %d cores, Java %s, commit %s%n", engine, cores, Runtime.version().feature(), commit);
    System.out.printf(
        "%d rounds of %d s each in turn after a warm-up in turns of %d s until CPU us/op is flat; medians (slowest - fastest round)%n%n",
        rounds, seconds, warmUp);
    System.out.println(
        "clients  peer                  ops/s                      p50 ms   p99 ms CPU us/op    client  coordin. databases");
    verdict.results().forEach(result -> System.out.println(result.line()));
    System.out.printf(
        "%nratio %.1f (%.1f - %.1f)%n", verdict.ratio(), verdict.low(), verdict.high());
    verdict.explanation().forEach(System.out::println);
    if (json) {
      System.out.printf(
          "{\"name\":\"%s\",\"ratio\":%.2f,\"low\":%.2f,\"high\":%.2f,\"engine\":\"%s\","
              + "\"commit\":\"%s\",\"cores\":%d,\"rows\":[%s]}%n",
          name,
          verdict.ratio(),
          verdict.low(),
          verdict.high(),
          engine,
          commit,
          cores,
          verdict.results().stream().map(Result::json).collect(Collectors.joining(",")));
    }
  }
}
