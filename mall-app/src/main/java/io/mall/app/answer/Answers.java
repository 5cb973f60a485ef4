package io.mall.app.answer;

import org.jspecify.annotations.Nullable;

/**
 * Where ready answers to GET and HEAD on one route come from. Nobody's log-in is looked at before
 * one is sent, so the route must be open to everybody.
 */
public interface Answers {

  /** The route's pattern as Spring MVC names it: for metrics and the access log. */
  String route();

  /**
   * The answer to a request, if it is at hand: without waiting, and only while it counts as
   * current.
   *
   * @param path as sent, not decoded
   * @param query as sent; null when there is none
   * @return null when the request has to go on to the shop
   */
  @Nullable Answer find(String path, @Nullable String query);
}
