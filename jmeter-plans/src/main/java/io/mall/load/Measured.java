package io.mall.load;

import io.mall.load.jmeter.Samples;
import io.mall.load.measure.Window;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The samples that count, in a file of their own for JMeter's dashboard. */
final class Measured {
  private Measured() {}

  static Path copy(Path folder, Window window) throws IOException {
    Path samples = folder.resolve("samples.jtl");
    Path measured = folder.resolve("measured.jtl");
    try (BufferedReader header = Files.newBufferedReader(samples);
        BufferedWriter out = Files.newBufferedWriter(measured)) {
      out.write(String.valueOf(header.readLine()));
      out.newLine();
      Samples.read(
          samples,
          (sample, line) -> {
            if (window.holds(sample.start())) {
              write(out, line);
            }
          });
    }
    return measured;
  }

  private static void write(BufferedWriter out, String line) {
    try {
      out.write(line);
      out.newLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
