package io.mall.sharding.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
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

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  void progress(String line) {
    err.println(line);
  }

  void print(String line) {
    out.println(line);
  }

  void printJson(Object value) {
    try {
      out.println(JSON.writeValueAsString(value));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a result of shardctl is a record of plain values", e);
    }
  }
}
