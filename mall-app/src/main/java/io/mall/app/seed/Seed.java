package io.mall.app.seed;

import io.mall.sharding.Rules;
import io.mall.sharding.RulesException;
import java.io.Console;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code seed}: fills empty databases with a shop's catalog, stock and users. */
@Command(
    name = "seed",
    mixinStandardHelpOptions = true,
    description = {
      "Writes seed data to the databases of the environment (MALL_DS_0_PRIMARY_URL and so on), whose"
          + " tables must be there (migrate).",
      "Rows that are there are left as they are, so it may be run again, also after an interruption."
          + " Every user has the password mall-demo."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:fine", "2:wrong usage", "3:could not run"})
public final class Seed implements Callable<Integer> {

  private static final int COULD_NOT_RUN = 3;
  private static final int DEMO_PRODUCTS = 1000;
  private static final int DEMO_USERS = 100;

  @Option(names = "--products", paramLabel = "N", description = "Products 1 to N, with stock.")
  private int products;

  @Option(names = "--users", paramLabel = "N", description = "Users user1 to userN.")
  private int users;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "The same seed makes the same data (default: ${DEFAULT-VALUE}).",
      defaultValue = "1")
  private long seed;

  @Option(
      names = "--demo",
      description = "At least 1000 products and 100 users, and admin with the password mall-admin.")
  private boolean demo;

  private final Function<String, @Nullable String> environment;
  private final PrintStream out;

  private Seed(Function<String, @Nullable String> environment, PrintStream out) {
    this.environment = environment;
    this.out = out;
  }

  /** Runs the command and answers its exit code. */
  public static int run(
      List<String> args, Function<String, @Nullable String> environment, PrintStream out) {
    PrintWriter writer = new PrintWriter(out, true, StandardCharsets.UTF_8);
    return new CommandLine(new Seed(environment, out))
        .setOut(writer)
        .setErr(writer)
        .execute(args.toArray(String[]::new));
  }

  @Override
  public Integer call() {
    if (products < 0 || users < 0 || (products + users == 0 && !demo)) {
      out.println("seed: say --products N and --users N, or --demo");
      return CommandLine.ExitCode.USAGE;
    }
    SeedOrder order =
        new SeedOrder(
            seed,
            demo ? Math.max(products, DEMO_PRODUCTS) : products,
            demo ? Math.max(users, DEMO_USERS) : users,
            demo);
    try {
      write(order);
      return CommandLine.ExitCode.OK;
    } catch (SeedException | RulesException e) {
      out.println("seed: " + e.getMessage());
      return COULD_NOT_RUN;
    }
  }

  private void write(SeedOrder order) {
    SeedData data = new SeedData(order.seed());
    Tally tally = new Tally();
    Job job = new Job(data, order, hashes(), tally, new AtomicBoolean());
    SeedWriter writer = new SeedWriter(job, new Target(Rules.bundled(), environment));
    ProgressLine progress =
        new ProgressLine(out, isTerminal(), order.rows(data.categories().size()));
    try (ExecutorService threads = Executors.newCachedThreadPool()) {
      await(CompletableFuture.runAsync(() -> writer.write(threads), threads), progress, tally);
    } finally {
      progress.end();
    }
    out.printf(
        Locale.ROOT,
        "seed: %,d products, %,d users%s: %,d rows written in %.1f s, %,.0f rows/s%n",
        order.products(),
        order.users(),
        order.admin() ? " and admin" : "",
        tally.rowsWritten(),
        progress.seconds(),
        tally.rowsWritten() / progress.seconds());
    tally.skipped().forEach(line -> out.println("seed: " + line));
  }

  private static void await(CompletableFuture<Void> writing, ProgressLine progress, Tally tally) {
    while (true) {
      try {
        writing.get(200, TimeUnit.MILLISECONDS);
        progress.show(tally.rowsDone(), tally.rowsWritten());
        return;
      } catch (TimeoutException e) {
        progress.show(tally.rowsDone(), tally.rowsWritten());
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("seed was interrupted", e);
      }
    }
  }

  /** One hash for all: a bcrypt of a hundred milliseconds each would be the whole seed's time. */
  private static Job.PasswordHashes hashes() {
    BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder();
    return new Job.PasswordHashes(
        bcrypt.encode(SeedData.USER_PASSWORD), bcrypt.encode(SeedData.ADMIN_PASSWORD));
  }

  // The check says it is never null since JDK 22; JDK 25 went back to null without a terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }
}
