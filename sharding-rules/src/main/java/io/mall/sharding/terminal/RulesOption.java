package io.mall.sharding.terminal;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of every command that reads one rules file: those of this project by default. */
public final class RulesOption {

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "ShardingSphere rules (default: ${DEFAULT-VALUE})",
      defaultValue = "${sys:mall.home:-.}/sharding-rules/rules.yaml")
  private Path file = Path.of("");

  public Path file() {
    return file;
  }
}
