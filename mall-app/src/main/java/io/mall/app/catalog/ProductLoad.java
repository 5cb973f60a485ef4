package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.QueryTimeoutException;

/** A read of products that is under way, and those who wait for it instead of reading too. */
final class ProductLoad {

  private static final long PATIENCE_SECONDS = 10;

  private final long generation;
  private final long startedAt;
  private final CompletableFuture<Map<ProductId, CachedProduct>> result = new CompletableFuture<>();

  ProductLoad(long generation, long startedAt) {
    this.generation = generation;
    this.startedAt = startedAt;
  }

  long generation() {
    return generation;
  }

  long startedAt() {
    return startedAt;
  }

  void complete(Map<ProductId, CachedProduct> loaded) {
    result.complete(loaded);
  }

  void fail(Throwable failure) {
    result.completeExceptionally(failure);
  }

  /** What was loaded, or the failure of whoever loads. */
  Map<ProductId, CachedProduct> await() {
    try {
      return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("a product could not be loaded", e.getCause());
    } catch (TimeoutException e) {
      throw new QueryTimeoutException("a product is being loaded for too long", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new QueryTimeoutException("interrupted while a product was loaded", e);
    }
  }
}
