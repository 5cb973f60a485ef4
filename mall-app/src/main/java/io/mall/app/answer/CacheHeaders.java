package io.mall.app.answer;

/**
 * How long who may keep what everybody may see. Clients keep it but ask each time, which costs them
 * a 304: so nobody sees an older state than the one he has just written. Shared caches that the
 * shop can tell of changes keep it by a header of their own (RFC 9213) and the answer's keys.
 */
public final class CacheHeaders {

  public static final String CLIENTS = "no-cache";

  public static final String CDN_CACHE_CONTROL = "CDN-Cache-Control";

  /** Half a minute at most when nobody tells of a change; five when the shop cannot be asked. */
  public static final String PRODUCTS = "max-age=5, stale-while-revalidate=25, stale-if-error=300";

  /** Nobody tells which lists a change belongs to, so they are asked for again each second. */
  public static final String LISTS = "max-age=1, stale-if-error=300";

  public static final String SURROGATE_KEY = "Surrogate-Key";

  private CacheHeaders() {}
}
