package io.mall.local;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks health addresses. */
final class Http {
  private static final int BOUND_MILLIS = 2_000;

  private Http() {}

  static boolean answersOk(String url) {
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection();
      connection.setConnectTimeout(BOUND_MILLIS);
      connection.setReadTimeout(BOUND_MILLIS);
      try {
        return connection.getResponseCode() == 200;
      } finally {
        connection.disconnect();
      }
    } catch (IOException e) {
      return false;
    }
  }
}
