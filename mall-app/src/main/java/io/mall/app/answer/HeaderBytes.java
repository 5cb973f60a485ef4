package io.mall.app.answer;

import java.nio.charset.StandardCharsets;
import org.apache.tomcat.util.http.MimeHeaders;

/**
 * The headers of ready answers, the same that an answer by Spring has. Those of Spring Security are
 * among them: its filters are not asked for what is open to everybody.
 */
final class HeaderBytes {

  private static final byte[] REQUEST_ID = bytes("X-Request-Id");
  private static final byte[] TAG = bytes("ETag");
  private static final byte[] SHARED = bytes(CacheHeaders.CDN_CACHE_CONTROL);
  private static final byte[] KEYS = bytes("Surrogate-Key");
  private static final byte[] ENCODING = bytes("Content-Encoding");
  private static final byte[] GZIP = bytes("gzip");
  private static final byte[] TYPE = bytes("Content-Type");
  private static final byte[] JSON = bytes("application/json");

  private static final byte[][] ALWAYS = {
    bytes("Cache-Control"), bytes(CacheHeaders.CLIENTS),
    bytes("Vary"), bytes("Accept-Encoding"),
    bytes("X-Content-Type-Options"), bytes("nosniff"),
    bytes("X-XSS-Protection"), bytes("0"),
    bytes("X-Frame-Options"), bytes("DENY"),
  };

  private HeaderBytes() {}

  static void write(
      MimeHeaders headers, Answer answer, Answer.Form form, byte[] trace, boolean known) {
    add(headers, REQUEST_ID, trace);
    add(headers, TAG, form.tag());
    for (int i = 0; i < ALWAYS.length; i += 2) {
      add(headers, ALWAYS[i], ALWAYS[i + 1]);
    }
    add(headers, SHARED, answer.shared());
    add(headers, KEYS, answer.keys());
    if (!known) {
      add(headers, TYPE, JSON);
      if (form.isCompressed()) {
        add(headers, ENCODING, GZIP);
      }
    }
  }

  private static void add(MimeHeaders headers, byte[] name, byte[] value) {
    headers.addValue(name, 0, name.length).setBytes(value.clone(), 0, value.length);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
