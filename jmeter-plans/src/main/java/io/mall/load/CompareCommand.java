package io.mall.load;

import io.mall.load.compare.Comparison;
import io.mall.load.compare.Comparison.Difference;
import io.mall.load.compare.Round;
import io.mall.load.compare.Round.Figure;
import io.mall.load.jmeter.JMeter;
import io.mall.load.measure.Measurement;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Plan;
import io.mall.load.plan.Plans;
import io.mall.load.shop.DataFiles;
import io.mall.load.shop.LocalShop;
import io.mall.load.shop.Target;
import io.mall.local.Engine;
import io.mall.local.Progress;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Two shops, or two builds of it, in turn on the same machine. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a plan against A and B in turn and says whether B is slower.",
      "A and B are addresses of shops that run, or programs (mall-app-…-exec.jar) that are started"
          + " side by side on one local cluster. Intervals of confidence are by bootstrap over the"
          + " pairs of rounds; they alarm falsely in at most 5 % of comparisons."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:B is not slower",
      "1:B is slower, or there were errors",
      "2:wrong usage",
      "3:could not run",
      "5:the generator was the limit in more than a fifth of the rounds"
    })
final class CompareCommand implements Callable<Integer> {
  private static final double MOST_SLIP = 0.05;
  private static final int MOST_WARM_UPS = 8;
  private static final double STILL_BETTER = 0.03;
  private static final Duration ROUND = Duration.ofSeconds(10);

  @Parameters(index = "0", paramLabel = "PLAN", description = "Name of a plan.")
  private String name = "";

  @Parameters(index = "1", paramLabel = "A", description = "An address, or a program.")
  private String a = "";

  @Parameters(index = "2", paramLabel = "B", description = "An address, or a program.")
  private String b = "";

  @Mixin private final LoadOptions load = new LoadOptions();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = {
        "Pairs of rounds, 6 at least (default: 8, and up to 24 until they differ so little that a",
        "shop that is 10 %% slower would be found in nine of ten comparisons)."
      })
  private @Nullable Integer rounds;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write (default: jmeter-plans/target/compare).")
  private @Nullable Path out;

  @Option(names = "--json", description = "The result as the last line of the output.")
  private boolean json;

  @Option(names = "-J", paramLabel = "NAME=VALUE", description = "A property of the plan.")
  private Map<String, String> properties = new LinkedHashMap<>();

  @Spec private CommandSpec spec = CommandSpec.create();

  /** A shop with what was measured of it. */
  private record Peer(String name, Target target, Path data, List<Round> rounds) {}

  private Set<Figure> judged = Set.of();
  private int slipped;
  private long errors;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Integer asked = rounds;
    if (asked != null && asked < Comparison.FEWEST_ROUNDS) {
      throw new ParameterException(
          spec.commandLine(), "At least " + Comparison.FEWEST_ROUNDS + " rounds.");
    }
    Path root = Main.root();
    Plan plan = LoadOptions.plan(Plans.of(root), name, spec);
    Course course = load.course(plan, ROUND, spec);
    Path folder = out == null ? root.resolve("jmeter-plans/target/compare") : out;
    Files.createDirectories(folder);
    if (a.startsWith("http") && b.startsWith("http")) {
      return compare(plan, course, folder.toAbsolutePath(), Target.of(a), Target.of(b));
    }
    Progress progress = System.out::println;
    try (LocalShop shop = LocalShop.start(root, Engine.EMBEDDED, progress)) {
      Target first = shop.serve(Path.of(a));
      return compare(plan, course, folder.toAbsolutePath(), first, shop.serve(Path.of(b)));
    }
  }

  private int compare(Plan plan, Course course, Path folder, Target first, Target second)
      throws IOException, InterruptedException {
    Peer left = peer("A", first, plan, folder);
    Peer right = peer("B", second, plan, folder);
    PrintStream console = System.out;
    Drive drive = new Drive(JMeter.find(Main.root(), "1g"), new Live(quiet(), true));
    judged = Comparison.judged(job(plan, course, left, folder).paced());
    warm(drive, plan, course, List.of(left, right), folder);
    // Both are warm from here on; JMeter itself is new in each round and needs some seconds.
    Course round = plan.course(course.load(), Duration.ofSeconds(3), course.measured());
    left.rounds().clear();
    right.rounds().clear();
    slipped = 0;
    errors = 0;
    for (int i = 0; !enough(left, right); i++) {
      // The first of a pair alternates, so that what drifts steadily favours neither.
      for (Peer peer : i % 2 == 0 ? List.of(left, right) : List.of(right, left)) {
        Round got = run(drive, plan, round, peer, folder);
        console.printf(
            Locale.ROOT,
            "  %2d %s  %,9.1f/s  p50 %.2f ms  p99 %.2f ms%n",
            i + 1,
            peer.name(),
            got.throughput(),
            got.p50(),
            got.p99());
      }
    }
    return told(
        plan, Comparison.of(left.rounds(), right.rounds(), judged), List.of(left, right), folder);
  }

  /** In turns, until neither gets any better. */
  private void warm(Drive drive, Plan plan, Course course, List<Peer> peers, Path folder)
      throws IOException, InterruptedException {
    boolean better = true;
    for (int i = 0; better && i < MOST_WARM_UPS; i++) {
      better = false;
      for (Peer peer : peers) {
        System.out.printf("%s warms up: %s%n", peer.name(), peer.target().base());
        Round got = run(drive, plan, course, peer, folder);
        List<Round> before = peer.rounds().subList(0, i);
        better |= judged.stream().anyMatch(figure -> figure.gotBetter(got, before, STILL_BETTER));
      }
    }
  }

  private boolean enough(Peer left, Peer right) {
    Integer asked = rounds;
    return asked == null
        ? Comparison.enough(left.rounds(), right.rounds(), judged)
        : left.rounds().size() >= asked;
  }

  private Peer peer(String peer, Target target, Plan plan, Path folder) {
    try (Site site = Site.at(target)) {
      Path data = folder.resolve("data-" + peer);
      new DataFiles(site.api(), data).write(List.of(plan.file()));
      return new Peer(peer, target, data, new ArrayList<>());
    }
  }

  private Drive.Job job(Plan plan, Course course, Peer peer, Path folder) {
    return new Drive.Job(plan, course, peer.target(), peer.data(), Map.copyOf(properties), folder);
  }

  private Round run(Drive drive, Plan plan, Course course, Peer peer, Path folder)
      throws IOException, InterruptedException {
    Measurement measured = drive.run(job(plan, course, peer, folder)).measurement();
    if (measured.all().count() == 0) {
      throw new LoadException(peer.name() + " answered nothing: see " + folder);
    }
    errors += measured.all().errors();
    slipped += measured.slip() > MOST_SLIP ? 1 : 0;
    Round round = Round.of(measured);
    peer.rounds().add(round);
    return round;
  }

  private int told(Plan plan, Comparison comparison, List<Peer> peers, Path folder)
      throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%n              A            B        B/A   %.1f %% interval%n",
        100 * comparison.level());
    for (Comparison.Line line : comparison.lines()) {
      System.out.printf(
          Locale.ROOT,
          "  %-10s %,10.2f %,12.2f %8.3f   %.3f to %.3f  %s%n",
          line.figure(),
          line.a(),
          line.b(),
          line.ratio(),
          line.low(),
          line.high(),
          line.difference() == Difference.NOT_JUDGED ? "(not judged)" : line.difference());
    }
    System.out.printf(
        Locale.ROOT,
        "%d pairs of rounds; a shop slower by %.0f %% is found in nine of ten such comparisons%n",
        peers.getFirst().rounds().size(),
        100 * comparison.resolution());
    boolean limit = slipped > peers.getFirst().rounds().size() * 2 / 5;
    String verdict =
        limit ? "NO VERDICT: the generator was the limit" : "B: " + comparison.difference();
    System.out.println(errors == 0 ? verdict : verdict + ", " + errors + " errors");
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("plan", plan.name());
    result.put("verdict", verdict);
    result.put("errors", errors);
    result.put("resolution", comparison.resolution());
    result.put("slippedRounds", slipped);
    result.put("machine", Machine.name());
    result.put("cores", Machine.cores());
    result.put("commit", Machine.commit(Main.root()));
    result.put("lines", comparison.lines());
    peers.forEach(peer -> result.put(peer.name(), peer.rounds()));
    String text = JsonMapper.shared().writeValueAsString(result);
    Files.writeString(folder.resolve("compare.json"), text + "\n");
    if (json) {
      System.out.println(text);
    }
    if (errors > 0) {
      return 1;
    }
    return limit ? 5 : comparison.difference() == Difference.SLOWER ? 1 : 0;
  }

  private static PrintStream quiet() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
