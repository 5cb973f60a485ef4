package io.mall.sharding.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mall.sharding.Rules;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/** One run of {@code shardctl} and what came of it. */
public record ShardctlRun(int exit, String out, String err) {

  /** The project. */
  public static final Path HOME = Path.of(System.getProperty("mall.home", ".."));

  /** The rules of the shop. */
  public static final Path RULES = HOME.resolve("sharding-rules/rules.yaml");

  /** How many tables of the shop are sharded. */
  public static int shardedTables() {
    return (int) Rules.read(RULES).tables().stream().filter(each -> each.sharded()).count();
  }

  /** Runs without any environment. */
  public static ShardctlRun of(Object... args) {
    return in(Map.of(), args);
  }

  /** Runs with these variables. */
  public static ShardctlRun in(Map<String, String> environment, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        Shardctl.run(
            Arrays.stream(args).map(String::valueOf).toList(),
            environment::get,
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    return new ShardctlRun(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** What was printed, as JSON. */
  public JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (JsonProcessingException e) {
      throw new AssertionError(out + err, e);
    }
  }
}
