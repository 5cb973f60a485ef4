package io.mall.load;

import io.mall.load.compare.Comparison;
import io.mall.load.jmeter.JMeter;
import io.mall.load.plan.Load.Course;
import io.mall.load.plan.Plan;
import io.mall.load.plan.Plans;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two shops, or two builds of it, in turn on the same machine. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Runs a plan against A and B in turn and says whether B is slower.",
      "A and B are addresses of shops that run, or programs (mall-app-…-exec.jar) that are started"
          + " side by side on one local cluster, anew for each pair of rounds, since two starts of"
          + " one program differ. Intervals of confidence are by bootstrap over the pairs."
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
  private static final Duration ROUND = Duration.ofSeconds(10);

  /** Starting and warming up takes minutes, so the rounds after it may be worth them. */
  private static final Duration ROUND_OF_A_START = Duration.ofSeconds(20);

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

  @Mixin private final PlanProperties properties = new PlanProperties();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Integer asked = rounds;
    if (asked != null && asked < Comparison.FEWEST_ROUNDS) {
      throw wrong("At least " + Comparison.FEWEST_ROUNDS + " rounds.");
    }
    Path root = Main.root();
    Plan plan = LoadOptions.plan(Plans.of(root), name, spec);
    Course course = load.course(plan, isAddress(a) ? ROUND : ROUND_OF_A_START, spec);
    if (plan.stock().isPresent()) {
      throw wrong(name + " sells out once, so it cannot be played in turns.");
    }
    Map<String, String> given = properties.checked(List.of(plan), spec);
    if (isAddress(a) != isAddress(b)) {
      throw wrong("A and B are both addresses, or both programs.");
    }
    if (isAddress(a)) {
      return compare(
          root,
          plan,
          course,
          given,
          new Sides(
              List.of(TargetOptions.at(a, spec), TargetOptions.at(b, spec)), Optional.empty()));
    }
    Path first = program(a);
    Path second = program(b);
    Progress progress = Progress.to(System.out);
    try (LocalShop shop = LocalShop.start(root, Engine.EMBEDDED, progress)) {
      return compare(
          root,
          plan,
          course,
          given,
          new Sides(List.of(shop.serve(first), shop.serve(second)), Optional.of(shop::restart)));
    }
  }

  /**
   * What is compared.
   *
   * @param restart starts them anew, in this order, when they are programs
   */
  private record Sides(List<Target> targets, Optional<Consumer<List<Target>>> restart) {}

  private int compare(Path root, Plan plan, Course course, Map<String, String> given, Sides sides)
      throws IOException {
    Path folder = out == null ? root.resolve("jmeter-plans/target/compare") : out.toAbsolutePath();
    Path file = Files.createDirectories(folder).resolve("compare.json");
    Files.deleteIfExists(file);
    List<Peer> peers =
        List.of(
            Peer.of("A", sides.targets().getFirst(), plan, folder),
            Peer.of("B", sides.targets().getLast(), plan, folder));
    Drive drive = new Drive(JMeter.find(root, "1g"), new Live(quiet(), true));
    Player player = new Player(drive, plan, given, folder, System.out);
    Turns turns = new Turns(player, course, peers, sides.restart());
    Outcome outcome = new Outcome(plan, peers, turns, turns.play(rounds));
    outcome.tell(System.out);
    String result = outcome.json(root);
    Files.writeString(file, result + "\n");
    if (json) {
      System.out.println(result);
    }
    return outcome.code();
  }

  private static boolean isAddress(String text) {
    return text.matches("https?://.*");
  }

  private Path program(String text) {
    Path program = Path.of(text);
    if (!Files.isRegularFile(program)) {
      throw wrong("There is no program " + text + ".");
    }
    return program;
  }

  private ParameterException wrong(String why) {
    return new ParameterException(spec.commandLine(), why);
  }

  private static PrintStream quiet() {
    return new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
  }
}
