package io.mall.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

/**
 * What a request is worth when not all can be served: the first is shed first. Money that has been
 * taken must be heard of, an order that is being placed is what the shop lives on, and whoever
 * looks around comes back.
 */
enum Priority {
  /** Products, categories, stock, and whatever has no better place. */
  BROWSE,
  /** Log-ins, carts, addresses, administration: what comes before an order. */
  ACCOUNT,
  /** Placing, paying, cancelling an order, and looking at it. */
  CHECKOUT,
  /** What the payment provider tells. */
  CALLBACK;

  private static final List<String> ACCOUNTS =
      List.of("/api/sessions", "/api/users", "/api/cart", "/api/webhooks");

  private static final List<String> CHECKOUTS = List.of("/api/orders", "/api/payments");

  static Priority of(HttpServletRequest request) {
    return of(request.getMethod(), request.getRequestURI());
  }

  static Priority of(String method, String path) {
    if (path.equals("/api/payments/callback")) {
      return CALLBACK;
    }
    if (isBelow(path, CHECKOUTS)) {
      return CHECKOUT;
    }
    boolean reads = method.equals("GET") || method.equals("HEAD");
    return isBelow(path, ACCOUNTS) || (!reads && path.startsWith("/api/")) ? ACCOUNT : BROWSE;
  }

  private static boolean isBelow(String path, List<String> roots) {
    for (String each : roots) {
      if (path.startsWith(each)
          && (path.length() == each.length() || path.charAt(each.length()) == '/')) {
        return true;
      }
    }
    return false;
  }
}
