package io.mall.app.security;

import static io.mall.app.support.Settings.bind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SecurityPropertiesTest {

  @Test
  void logInsHaveDefaults() {
    assertThat(bind(SecurityProperties.class))
        .isEqualTo(new SecurityProperties("", "", Duration.ofSeconds(5)));
  }

  @Test
  void everyKeyCanBeSet() {
    assertThat(
            bind(
                SecurityProperties.class,
                "jwt-key",
                "x",
                "webhook-key",
                "y",
                "revocation-refresh",
                "1s"))
        .isEqualTo(new SecurityProperties("x", "y", Duration.ofSeconds(1)));
  }

  @Test
  void unknownKeysAreRefused() {
    assertThatThrownBy(() -> bind(SecurityProperties.class, "jwt", "x"))
        .hasStackTraceContaining("mall.security.jwt");
  }

  @Test
  void theKeyIsNotPrinted() {
    assertThat(
            bind(SecurityProperties.class, "jwt-key", "topsecret", "webhook-key", "topsecret")
                .toString())
        .doesNotContain("topsecret");
  }

  @Test
  void aKeyIsMandatoryExceptOnOnesOwnMachine() {
    assertThatThrownBy(() -> SigningKey.of("", false)).hasMessageContaining("MALL_JWT_KEY");
    assertThat(SigningKey.of("", true).getEncoded()).hasSize(32);
  }

  @Test
  void aWeakOrBrokenKeyIsRefusedWithoutShowingIt() {
    String weak =
        Base64.getEncoder()
            .encodeToString("too short".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SigningKey.of(weak, true))
        .hasMessageContaining("9 bytes")
        .hasMessageNotContaining(weak);
    assertThatThrownBy(() -> SigningKey.of("!not base64!", true))
        .hasMessage("MALL_JWT_KEY is not base64")
        .hasNoCause();
  }
}
