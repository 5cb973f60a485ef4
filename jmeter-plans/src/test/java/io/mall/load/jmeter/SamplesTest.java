package io.mall.load.jmeter;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SamplesTest {
  private static final String HEADER =
      "timeStamp,elapsed,label,responseCode,responseMessage,threadName,success,failureMessage\n";

  @TempDir private Path folder = Path.of("");

  @Test
  void fieldsMayHoldCommasQuotesAndLineEnds() throws IOException {
    Path jtl = folder.resolve("samples.jtl");
    Files.writeString(
        jtl, HEADER + "5,7,GET product,500,\"a, \"\"b\"\"\nc\",Users 1-1,false,wrong\n6,8,\"x\"");
    List<Sample> samples = new ArrayList<>();
    Samples.read(jtl, (sample, line) -> samples.add(sample));
    assertThat(samples)
        .containsExactly(new Sample(5, 7, "GET product", "500", "Users 1-1", false, "wrong"));
  }

  @Test
  void aTailGoesOnWhereItEnded() throws IOException {
    Path jtl = folder.resolve("samples.jtl");
    Tail tail = new Tail(jtl);
    assertThat(tail.read()).isEmpty();
    Files.writeString(jtl, HEADER + "5,7,GET product,200,OK,Users 1-1,true,\n6,8,GET pro");
    assertThat(tail.read()).extracting(Sample::start).containsExactly(5L);
    Files.writeString(jtl, "duct,200,OK,Users 1-1,true,\n", StandardOpenOption.APPEND);
    assertThat(tail.read()).extracting(Sample::elapsed).containsExactly(8);
    assertThat(tail.read()).isEmpty();
  }
}
