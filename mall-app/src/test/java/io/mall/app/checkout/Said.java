package io.mall.app.checkout;

import io.mall.app.support.Mall;
import io.mall.sharding.cli.Shardctl;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code shardctl} printed, on either stream, and its exit code.
 *
 * @param status 0 fine, 1 findings, 3 could not run
 */
record Said(int status, String text) {

  /** Of {@code shardctl tx} with these arguments, about one instance. */
  static Said aboutTransactions(Mall mall, String... arguments) {
    return aboutTransactions("http://127.0.0.1:" + mall.managementPort(), arguments);
  }

  static Said aboutTransactions(String app, String... arguments) {
    List<String> line = new ArrayList<>(List.of("tx"));
    line.addAll(List.of(arguments));
    line.addAll(List.of("--app", app));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    int status = Shardctl.run(line, name -> null, out, out);
    return new Said(status, bytes.toString(StandardCharsets.UTF_8));
  }
}
