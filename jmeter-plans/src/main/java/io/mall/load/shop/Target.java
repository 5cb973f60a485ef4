package io.mall.load.shop;

import io.mall.load.LoadException;
import java.net.URI;

/**
 * Where the shop is.
 *
 * @param base of its API, without a path
 * @param management where its metrics are
 */
public record Target(URI base, URI management) {
  /** Management of a shop that {@code ops/bin/up} started listens this far above. */
  private static final int MANAGEMENT_DISTANCE = 1_000;

  public static Target of(String url) {
    URI base = uri(url);
    int management = port(base) + MANAGEMENT_DISTANCE;
    return new Target(base, uri(base.getScheme() + "://" + base.getHost() + ":" + management));
  }

  public int port() {
    return port(base);
  }

  private static int port(URI uri) {
    return uri.getPort() >= 0 ? uri.getPort() : uri.getScheme().equals("https") ? 443 : 80;
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
      if (uri.getHost() != null && uri.getScheme().matches("https?") && uri.getPath().isEmpty()) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new LoadException("'" + text + "' is no address like http://localhost:8080");
  }
}
