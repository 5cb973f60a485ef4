package io.mall.app.webhook;

import io.mall.app.security.WebhookSignature;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Calls endpoints: no redirects, no cookies, no proxies, no repeats, public addresses only, nothing
 * of an answer but its status, and an end to everything after a time.
 */
@Component
@EnableConfigurationProperties(WebhookProperties.class)
class Post implements AutoCloseable {

  private static final int CONNECTIONS = 200;

  private final CloseableHttpClient http;
  private final Duration timeout;

  Post(WebhookProperties properties) {
    this.timeout = properties.timeout();
    Timeout each = Timeout.of(properties.timeout());
    PoolingHttpClientConnectionManagerBuilder connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setMaxConnTotal(CONNECTIONS)
            .setMaxConnPerRoute(CONNECTIONS)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(each).setSocketTimeout(each).build());
    if (!properties.allowPrivateAddresses()) {
      connections.setDnsResolver(new PublicAddresses());
    }
    this.http =
        HttpClients.custom()
            .setConnectionManager(connections.build())
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(each)
                    .setResponseTimeout(each)
                    .build())
            .setUserAgent("Mall-Webhooks")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  /**
   * What an endpoint answered.
   *
   * @param retryAfter when it wants to be asked again; zero when it does not say
   */
  record Answer(int status, Duration retryAfter) {}

  /** Signed by the headers given; fails when there is no answer in time. */
  Answer send(URI url, Map<String, String> signed, byte[] body) throws IOException {
    HttpPost request = new HttpPost(url);
    signed.forEach(request::setHeader);
    request.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    // The client's own time-outs are for each read: one byte at a time would hold it for ever.
    CompletableFuture.delayedExecutor(timeout.toMillis(), TimeUnit.MILLISECONDS)
        .execute(request::cancel);
    // Closed without reading the body, however long it is.
    try (ClassicHttpResponse response = http.executeOpen(null, request, null)) {
      return new Answer(response.getCode(), retryAfter(response.getFirstHeader("Retry-After")));
    }
  }

  /** The three headers of a message. */
  static Map<String, String> headers(String id, String timestamp, String signatures) {
    return Map.of(
        WebhookSignature.ID, id,
        WebhookSignature.TIMESTAMP, timestamp,
        WebhookSignature.SIGNATURE, signatures);
  }

  private static Duration retryAfter(@Nullable Header header) {
    String value = header == null ? "" : header.getValue();
    boolean seconds =
        !value.isEmpty() && value.length() <= 6 && value.chars().allMatch(Character::isDigit);
    return seconds ? Duration.ofSeconds(Long.parseLong(value)) : Duration.ZERO;
  }

  @Override
  public void close() throws IOException {
    http.close();
  }
}
