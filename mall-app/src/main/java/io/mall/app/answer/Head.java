package io.mall.app.answer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A request as it lies in the socket's buffer, recognised before the server has read it: one whole
 * {@code GET} of HTTP/1.1 in its plainest form, with nothing after it. It does not replace the
 * server's reader, which reads the same bytes again and may still refuse them.
 *
 * @param path as sent
 * @param query as sent; null when there is none
 * @param accept the only {@code Accept}; null when there is none
 */
record Head(String path, @Nullable String query, @Nullable String accept) {

  private static final byte[] GET = bytes("GET /");
  private static final byte[] VERSION = bytes("HTTP/1.1\r\n");
  private static final byte[] ACCEPT = bytes("accept");
  private static final byte[] CONNECTION = bytes("connection");
  private static final String KEEP = "keep-alive";

  /** With one of these a request is more than a question, or its connection ends with it. */
  private static final byte[][] SPECIAL = {
    bytes("content-length"),
    bytes("expect"),
    bytes("if-match"),
    bytes("proxy-connection"),
    bytes("te"),
    bytes("trailer"),
    bytes("transfer-encoding"),
    bytes("upgrade"),
  };

  /**
   * The request from the buffer's position to its limit, which stay where they are.
   *
   * @return null for everything that is not certainly of this form
   */
  static @Nullable Head of(ByteBuffer buffer) {
    if (!buffer.hasArray()) {
      return null;
    }
    byte[] bytes = buffer.array();
    int from = buffer.arrayOffset() + buffer.position();
    int to = buffer.arrayOffset() + buffer.limit();
    if (!is(bytes, from, to, GET)) {
      return null;
    }
    int start = from + GET.length - 1;
    int end = start;
    int mark = -1;
    for (; end < to && bytes[end] > ' ' && bytes[end] < 0x7f; end++) {
      if (bytes[end] == '?' && mark < 0) {
        mark = end;
      }
    }
    if (end >= to || bytes[end] != ' ' || !is(bytes, end + 1, to, VERSION)) {
      return null;
    }
    String path = text(bytes, start, mark < 0 ? end : mark);
    String query = mark < 0 ? null : text(bytes, mark + 1, end);
    return withFields(path, query, bytes, end + 1 + VERSION.length, to);
  }

  private static @Nullable Head withFields(
      String path, @Nullable String query, byte[] bytes, int from, int to) {
    String accept = null;
    int line = from;
    while (line + 2 < to) {
      int colon = line;
      while (colon < to && isNamed(bytes[colon])) {
        colon++;
      }
      int end = colon;
      while (end < to && (bytes[end] >= ' ' || bytes[end] == '\t')) {
        end++;
      }
      // Bytes over 0x7f are negative and end a line as well.
      if (colon == line
          || colon >= to
          || bytes[colon] != ':'
          || end + 1 >= to
          || bytes[end] != '\r'
          || bytes[end + 1] != '\n'
          || isSpecial(bytes, line, colon)) {
        return null;
      }
      if (isName(bytes, line, colon, CONNECTION)) {
        if (!text(bytes, colon + 1, end).strip().equalsIgnoreCase(KEEP)) {
          return null;
        }
      } else if (isName(bytes, line, colon, ACCEPT)) {
        if (accept != null) {
          return null;
        }
        accept = text(bytes, colon + 1, end).strip();
      }
      line = end + 2;
    }
    boolean whole = line + 2 == to && bytes[line] == '\r' && bytes[line + 1] == '\n';
    return whole ? new Head(path, query, accept) : null;
  }

  private static boolean isSpecial(byte[] bytes, int from, int to) {
    for (byte[] each : SPECIAL) {
      if (isName(bytes, from, to, each)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isNamed(byte b) {
    boolean letter = (b | 0x20) >= 'a' && (b | 0x20) <= 'z';
    boolean digit = b >= '0' && b <= '9';
    return letter || digit || b == '-';
  }

  /** Without regard to case; the name in lower case. */
  private static boolean isName(byte[] bytes, int from, int to, byte[] name) {
    if (to - from != name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      // Of the bytes a name may have only capital letters are changed to what another may be.
      if ((bytes[from + i] | 0x20) != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean is(byte[] bytes, int from, int to, byte[] text) {
    return to - from >= text.length
        && Arrays.equals(bytes, from, from + text.length, text, 0, text.length);
  }

  private static String text(byte[] bytes, int from, int to) {
    return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
