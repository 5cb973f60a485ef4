package io.mall.sharding.cli;

import io.mall.sharding.schema.Drift;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code shardctl drift}: every difference between the servers and the schema files. */
@Command(
    name = "drift",
    mixinStandardHelpOptions = true,
    description = "Reports every difference between the servers and the schema files.")
final class DriftCommand implements Callable<Integer> {

  @Mixin private final SchemaOptions options = new SchemaOptions();
  private final Console console;

  @Option(names = "--replicas", description = "Check the replicas too.")
  private boolean replicas;

  DriftCommand(Console console) {
    this.console = console;
  }

  /** The JSON result. */
  record Result(List<Drift> drifts) {}

  @Override
  public Integer call() {
    List<Drift> drifts = options.open(console).drift(replicas, console::progress);
    if (options.json()) {
      console.printJson(new Result(drifts));
    } else {
      drifts.forEach(drift -> console.print(drift.toString()));
    }
    return drifts.isEmpty() ? Shardctl.FINE : Shardctl.FINDINGS;
  }
}
