package io.mall.app.webhook;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WebhookPropertiesTest {

  @Test
  void thereAreDefaults() {
    WebhookProperties properties = bind(WebhookProperties.class);
    assertThat(properties.retries())
        .hasSize(9)
        .startsWith(Duration.ofSeconds(5))
        .endsWith(Duration.ofHours(24));
    assertThat(properties.timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(properties.allowPrivateAddresses()).isFalse();
    assertThat(properties.grace()).isEqualTo(Duration.ofHours(24));
    assertThat(properties.keep()).isEqualTo(Duration.ofDays(7));
    assertThat(properties.refresh()).isEqualTo(Duration.ofSeconds(2));
    assertThat(properties.maxEndpoints()).isEqualTo(50);
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                WebhookProperties.class,
                "retries",
                "1s,2s",
                "timeout",
                "3s",
                "allow-private-addresses",
                "true",
                "grace",
                "4h",
                "keep",
                "5d",
                "refresh",
                "6s",
                "max-endpoints",
                "7"))
        .isEqualTo(
            new WebhookProperties(
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                Duration.ofSeconds(3),
                true,
                Duration.ofHours(4),
                Duration.ofDays(5),
                Duration.ofSeconds(6),
                7));
  }

  @Test
  void unknownKeysAndNonsenseAreRefused() {
    assertThatThrownBy(() -> bind(WebhookProperties.class, "retry", "1s"))
        .hasStackTraceContaining("mall.webhook.retry");
    assertThatThrownBy(() -> bind(WebhookProperties.class, "timeout", "1m"))
        .hasStackTraceContaining("timeout");
  }
}
