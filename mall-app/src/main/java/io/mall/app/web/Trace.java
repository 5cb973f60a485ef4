package io.mall.app.web;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** The id under which one request is found in the logs of every server it went through. */
public final class Trace {

  static final String MDC_KEY = "traceId";

  /** Where the id rests while the container dispatches an error, when the MDC is already empty. */
  static final String ATTRIBUTE = Trace.class.getName();

  private static final Pattern TRACEPARENT =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}(?:-.*)?");
  private static final int LENGTH = 32;
  private static final String ZERO = "0".repeat(LENGTH);
  private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.ISO_8859_1);

  private Trace() {}

  /** The trace id of the request that runs on this thread, or a new one outside of a request. */
  public static String id() {
    String current = MDC.get(MDC_KEY);
    return current == null ? fresh() : current;
  }

  /** The trace id of a W3C {@code traceparent} header, or a new one when it is absent or broken. */
  public static String of(@Nullable String traceparent) {
    if (traceparent != null) {
      Matcher header = TRACEPARENT.matcher(traceparent);
      if (header.matches() && !traceparent.startsWith("ff") && !header.group(1).equals(ZERO)) {
        return header.group(1);
      }
    }
    return fresh();
  }

  /** A new trace id as the bytes of its text. */
  public static byte[] freshBytes() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    byte[] text = new byte[LENGTH];
    write(random.nextLong() | 1, text, 0);
    write(random.nextLong(), text, LENGTH / 2);
    return text;
  }

  private static void write(long number, byte[] into, int offset) {
    for (int i = 0; i < LENGTH / 2; i++) {
      into[offset + i] = DIGITS[(int) (number >>> (60 - 4 * i)) & 15];
    }
  }

  private static String fresh() {
    return new String(freshBytes(), StandardCharsets.ISO_8859_1);
  }
}
