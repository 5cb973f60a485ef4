package io.mall.app.bench;

/**
 * One of those that are compared.
 *
 * @param clients how many act at the same time, each again as soon as it has its answer
 */
public record Peer(String name, int clients, Act act) {

  /** What one client does once; it fails by throwing. */
  @FunctionalInterface
  public interface Act {
    void once() throws Exception;
  }
}
