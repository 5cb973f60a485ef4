package io.mall.app.security;

import io.mall.app.problem.MissingException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** Where the key that signs log-ins comes from. */
final class SigningKey {

  static final int MIN_BYTES = 32;
  private static final String ALGORITHM = "HmacSHA256";

  private SigningKey() {}

  /**
   * The configured key, or a fresh one where {@code local} allows that; anything else is refused.
   */
  static SecretKey of(String base64, boolean local) {
    if (base64.isBlank()) {
      if (!local) {
        throw new MissingException(
            "MALL_JWT_KEY is not set: give " + MIN_BYTES + " or more random bytes in base64");
      }
      byte[] fresh = new byte[MIN_BYTES];
      new SecureRandom().nextBytes(fresh);
      return new SecretKeySpec(fresh, ALGORITHM);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException notBase64) {
      // The cause would repeat characters of the secret.
      throw new MissingException("MALL_JWT_KEY is not base64");
    }
    if (key.length < MIN_BYTES) {
      throw new MissingException(
          "MALL_JWT_KEY has " + key.length + " bytes; " + MIN_BYTES + " is the least");
    }
    return new SecretKeySpec(key, ALGORITHM);
  }
}
