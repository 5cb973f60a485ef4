package io.mall.sharding.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs the offline commands once on the rules of this project: the JVM keeps what it loads for the
 * starts to come.
 */
final class Rehearsal {

  private Rehearsal() {}

  public static void main(String[] args) {
    Surroundings.prepare();
    String home = System.getProperty("mall.home", ".");
    String rules = home + "/sharding-rules/rules.yaml";
    run("lint", rules, "--schema", home + "/sql/schema");
    run("rule", "SC050");
    run("diff", rules, rules);
    run("simulate", "--rules", rules, "--count", "1000");
  }

  private static void run(String... args) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Shardctl.run(List.of(args), System::getenv, nowhere, nowhere);
  }
}
