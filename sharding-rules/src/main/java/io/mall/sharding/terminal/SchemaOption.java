package io.mall.sharding.terminal;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option of every command that reads schema files: those of this project by default. */
public final class SchemaOption {

  @Option(
      names = "--schema",
      paramLabel = "FOLDER",
      description = "Schema files (default: ${DEFAULT-VALUE})",
      defaultValue = "${sys:mall.home:-.}/sql/schema")
  private Path folder = Path.of("");

  public Path folder() {
    return folder;
  }
}
