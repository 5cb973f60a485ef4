package io.mall.app.catalog;

import io.mall.app.control.Switch;
import io.mall.app.kernel.ProductId;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes caches in front of the shop fetch a product anew when it has changed. Every instance does
 * so as soon as it knows: a cache may have asked one that did not know yet, but not after the last
 * has told it.
 */
final class EdgeRefresh implements ProductListener, AutoCloseable {

  /** The header by which a cache knows that the shop itself asks. */
  static final String HEADER = "X-Mall-Refresh";

  private static final Logger log = LoggerFactory.getLogger(EdgeRefresh.class);
  private static final List<String> FORMS = List.of("identity", "gzip");

  /** More than these at a time are left to expire by themselves. */
  private static final int MOST = 64;

  private final EdgeProperties properties;
  private final Switch on;
  private final HttpClient client;
  private final Semaphore places = new Semaphore(MOST);
  private final LatestVersions told = new LatestVersions();

  EdgeRefresh(EdgeProperties properties, Switch on) {
    this.properties = properties;
    this.on = on;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(properties.timeout())
            .build();
  }

  @Override
  public Set<Kept> changed(ProductId id, int version) {
    if (!properties.addresses().isEmpty() && told.advance(id, version) && on.isOn()) {
      for (URI address : properties.addresses()) {
        FORMS.forEach(form -> refresh(address.resolve("/api/products/" + id), form));
      }
    }
    return Set.of();
  }

  private void refresh(URI product, String form) {
    if (!places.tryAcquire()) {
      return;
    }
    HttpRequest request =
        HttpRequest.newBuilder(product)
            .header(HEADER, properties.secret())
            .header("Accept-Encoding", form)
            .timeout(properties.timeout())
            .build();
    var _ =
        client
            .sendAsync(request, HttpResponse.BodyHandlers.discarding())
            .whenComplete(
                (answer, failure) -> {
                  places.release();
                  if (failure != null) {
                    log.atDebug().setCause(failure).log("a cache was not told of a change");
                  }
                });
  }

  @Override
  public void distrust() {
    // What a cache has expires by itself.
  }

  @Override
  public void provenAt(long time) {
    // Nobody proves anything to a cache.
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
