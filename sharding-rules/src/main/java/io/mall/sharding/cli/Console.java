package io.mall.sharding.cli;

import io.mall.sharding.terminal.Json;
import java.io.PrintStream;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a command has of the world around it.
 *
 * @param out for the result, and nothing else
 * @param err for progress
 */
record Console(Function<String, @Nullable String> environment, PrintStream out, PrintStream err) {

  void progress(String line) {
    err.println(line);
  }

  void print(String line) {
    out.println(line);
  }

  void printJson(Object value) {
    out.println(Json.of(value));
  }
}
