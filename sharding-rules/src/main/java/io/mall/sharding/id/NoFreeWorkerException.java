package io.mall.sharding.id;

/** Thrown when every worker number is leased by someone: too many nodes, or leases left behind. */
public final class NoFreeWorkerException extends RuntimeException {
  public NoFreeWorkerException(String message) {
    super(message);
  }
}
