package io.mall.sharding.cli;

import io.mall.sharding.schema.Schema;
import io.mall.sharding.terminal.RulesOption;
import io.mall.sharding.terminal.SchemaOption;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that compares schema files with servers. */
final class SchemaOptions {

  @Mixin private final RulesOption rules = new RulesOption();

  @Mixin private final SchemaOption schema = new SchemaOption();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  Schema open(Console console) {
    return Schema.open(rules.file().toString(), schema.folder().toString(), console.environment());
  }

  boolean json() {
    return json;
  }
}
