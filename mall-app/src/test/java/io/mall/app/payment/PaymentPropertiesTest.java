package io.mall.app.payment;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.problem.MissingException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaymentPropertiesTest {

  @Test
  void thereAreDefaults() {
    assertThat(bind(PaymentProperties.class))
        .isEqualTo(
            new PaymentProperties(
                "",
                "",
                Duration.ofMinutes(5),
                Duration.ofMinutes(2),
                Duration.ofMillis(500),
                20,
                Duration.ofSeconds(5)));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                PaymentProperties.class,
                "callback-key",
                "c2VjcmV0",
                "callback-url",
                "http://shop/api/payments/callback",
                "tolerance",
                "1m",
                "patience",
                "3m",
                "sweep",
                "7s",
                "max-attempts",
                "4",
                "provider-timeout",
                "6s"))
        .isEqualTo(
            new PaymentProperties(
                "c2VjcmV0",
                "http://shop/api/payments/callback",
                Duration.ofMinutes(1),
                Duration.ofMinutes(3),
                Duration.ofSeconds(7),
                4,
                Duration.ofSeconds(6)));
  }

  @Test
  void unknownKeysAndNonsenseAreRefusedAndTheKeyIsNotShown() {
    assertThatThrownBy(() -> bind(PaymentProperties.class, "key", "x"))
        .hasStackTraceContaining("mall.payment.key");
    assertThatThrownBy(() -> bind(PaymentProperties.class, "max-attempts", "0"))
        .hasStackTraceContaining("maxAttempts");
    assertThat(bind(PaymentProperties.class, "callback-key", "c2VjcmV0").toString())
        .doesNotContain("c2VjcmV0");
  }

  @Test
  void theKeyIsGivenOrForOnePersonsMachineMadeUp() {
    String key = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    assertThat(PaymentConfiguration.key(key, false)).hasSize(32);
    assertThat(PaymentConfiguration.key("", true))
        .hasSize(32)
        .isNotEqualTo(PaymentConfiguration.key("", true));
    assertThatThrownBy(() -> PaymentConfiguration.key("", false))
        .isInstanceOf(MissingException.class)
        .hasMessageContaining("MALL_PAYMENT_KEY");
    assertThatThrownBy(() -> PaymentConfiguration.key("c2hvcnQ=", true))
        .hasMessageContaining("has 5 bytes");
    assertThatThrownBy(() -> PaymentConfiguration.key("not base64!", true))
        .isInstanceOf(MissingException.class)
        .hasMessageNotContaining("not base64!");
  }
}
