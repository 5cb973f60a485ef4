package io.mall.load.jmeter;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads JTL files, whole or while JMeter writes them. */
public final class Samples {
  private Samples() {}

  /** Calls with each sample and the line it stands in; a last line that is cut off is left out. */
  public static void read(Path jtl, BiConsumer<Sample, String> sink) throws IOException {
    try (BufferedReader in = Files.newBufferedReader(jtl)) {
      @Nullable String header = in.readLine();
      if (header == null) {
        return;
      }
      Columns columns = Columns.of(header);
      for (String line = record(in); line != null; line = record(in)) {
        Sample sample = columns.sample(line);
        if (sample != null) {
          sink.accept(sample, line);
        }
      }
    }
  }

  /** A line, or several when a quoted field holds line ends. */
  private static @Nullable String record(BufferedReader in) throws IOException {
    @Nullable String line = in.readLine();
    while (line != null && (line.chars().filter(c -> c == '"').count() & 1) == 1) {
      @Nullable String more = in.readLine();
      if (more == null) {
        return null;
      }
      line = line + "\n" + more;
    }
    return line;
  }

  /** Where each field stands. */
  record Columns(
      int size, int start, int elapsed, int label, int code, int thread, int success, int failure) {

    static Columns of(String header) {
      List<String> names = List.of(header.split(",", -1));
      return new Columns(
          names.size(),
          names.indexOf("timeStamp"),
          names.indexOf("elapsed"),
          names.indexOf("label"),
          names.indexOf("responseCode"),
          names.indexOf("threadName"),
          names.indexOf("success"),
          names.indexOf("failureMessage"));
    }

    /** Its texts are few and interned: a run of hours has millions of samples in memory. */
    @Nullable Sample sample(String line) {
      List<String> fields = fields(line);
      if (fields.size() != size) {
        return null;
      }
      try {
        return new Sample(
            Long.parseLong(fields.get(start)),
            Integer.parseInt(fields.get(elapsed)),
            fields.get(label).intern(),
            fields.get(code).intern(),
            fields.get(thread).intern(),
            Boolean.parseBoolean(fields.get(success)),
            fields.get(failure).intern());
      } catch (NumberFormatException e) {
        return null;
      }
    }
  }

  static List<String> fields(String line) {
    List<String> fields = new ArrayList<>(16);
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
        field.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (c == ',' && !quoted) {
        fields.add(field.toString());
        field.setLength(0);
      } else {
        field.append(c);
      }
    }
    fields.add(field.toString());
    return fields;
  }
}
