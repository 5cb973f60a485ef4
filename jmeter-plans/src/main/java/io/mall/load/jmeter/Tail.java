package io.mall.load.jmeter;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What JMeter has written since somebody looked last. */
public final class Tail {
  private final Path jtl;
  private long position;
  private String rest = "";
  private Samples.@Nullable Columns columns;

  public Tail(Path jtl) {
    this.jtl = jtl;
  }

  /** The new samples; none while there is no file. */
  public List<Sample> read() {
    List<Sample> samples = new ArrayList<>();
    if (!Files.exists(jtl)) {
      return samples;
    }
    try (RandomAccessFile file = new RandomAccessFile(jtl.toFile(), "r")) {
      byte[] piece = new byte[(int) Math.min(16 << 20, file.length() - position)];
      file.seek(position);
      file.readFully(piece);
      position += piece.length;
      String text = rest + new String(piece, StandardCharsets.UTF_8);
      int end = text.lastIndexOf('\n') + 1;
      rest = text.substring(end);
      text.substring(0, end).lines().forEach(line -> add(line, samples));
      return samples;
    } catch (IOException e) {
      return samples;
    }
  }

  private void add(String line, List<Sample> samples) {
    Samples.@Nullable Columns known = columns;
    if (known == null) {
      columns = Samples.Columns.of(line);
    } else {
      Sample sample = known.sample(line);
      if (sample != null) {
        samples.add(sample);
      }
    }
  }
}
