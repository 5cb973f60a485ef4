package io.mall.app.payment;

import io.mall.app.problem.MissingException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;

/** The key that shop and provider share. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentProperties.class)
class PaymentConfiguration {

  private static final int MIN_BYTES = 32;

  @Bean
  CallbackSignature callbackSignature(PaymentProperties properties, Environment environment) {
    boolean local = environment.acceptsProfiles(Profiles.of("local"));
    byte[] key = key(properties.callbackKey(), local);
    return new CallbackSignature(new SecretKeySpec(key, "HmacSHA256"), properties.tolerance());
  }

  /** The configured key, or a fresh one where {@code local} allows that. */
  static byte[] key(String base64, boolean local) {
    if (base64.isBlank() && local) {
      byte[] fresh = new byte[MIN_BYTES];
      new SecureRandom().nextBytes(fresh);
      return fresh;
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException notBase64) {
      // The cause would repeat characters of the secret.
      throw new MissingException("MALL_PAYMENT_KEY is not base64");
    }
    if (key.length < MIN_BYTES) {
      throw new MissingException(
          "MALL_PAYMENT_KEY has %d bytes: give %d or more random bytes in base64"
              .formatted(key.length, MIN_BYTES));
    }
    return key;
  }
}
