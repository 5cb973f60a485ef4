package io.mall.local;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Asks health addresses. */
final class Http {
  private static final int BOUND_MILLIS = 2_000;
  private static final int LONGEST = 4_000;

  private Http() {}

  static boolean answersOk(String url) {
    return ask(url).status() == 200;
  }

  /** A status, 0 when there is no answer, and what came with it. */
  record Answer(int status, String body) {}

  static Answer ask(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(BOUND_MILLIS);
      connection.setReadTimeout(BOUND_MILLIS);
      try {
        int status = connection.getResponseCode();
        try (@Nullable InputStream body =
            status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
          byte[] bytes = body == null ? new byte[0] : body.readNBytes(LONGEST);
          return new Answer(status, new String(bytes, StandardCharsets.UTF_8));
        }
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return new Answer(0, "no answer: " + e.getMessage());
    }
  }
}
