package io.mall.sharding.cli;

import io.mall.sharding.schema.Schema;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command that compares schema files with servers. */
final class SchemaOptions {

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "ShardingSphere rules (default: ${DEFAULT-VALUE})",
      defaultValue = "${sys:mall.home:-.}/sharding-rules/rules.yaml")
  private Path rules = Path.of("");

  @Option(
      names = "--schema",
      paramLabel = "FOLDER",
      description = "Schema files (default: ${DEFAULT-VALUE})",
      defaultValue = "${sys:mall.home:-.}/sql/schema")
  private Path schema = Path.of("");

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  Schema open(Console console) {
    return Schema.open(rules.toString(), schema.toString(), console.environment());
  }

  boolean json() {
    return json;
  }
}
