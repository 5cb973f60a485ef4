package io.mall.app.webhook;

import io.mall.app.security.WebhookSignature;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;

/**
 * What an endpoint and the shop share: {@code whsec_} and 32 random bytes in base64.
 *
 * @param text as the endpoint's owner is shown it, once
 */
record Secret(String text) {

  private static final String PREFIX = "whsec_";
  private static final int BYTES = 32;

  static Secret random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return of(bytes);
  }

  static Secret of(byte[] bytes) {
    return new Secret(PREFIX + Base64.getEncoder().encodeToString(bytes));
  }

  byte[] bytes() {
    return Base64.getDecoder().decode(text.substring(PREFIX.length()));
  }

  /** The signature of a call, as the header has it. */
  String sign(String id, String timestamp, byte[] body) {
    return WebhookSignature.sign(new SecretKeySpec(bytes(), "HmacSHA256"), id, timestamp, body);
  }

  @Override
  public String toString() {
    return PREFIX + "…";
  }
}
