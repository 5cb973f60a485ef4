package io.mall.app.payment;

import io.mall.app.security.WebhookSignature;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Signs and checks the provider's calls, so that nothing of a call can be changed or kept for
 * later.
 */
final class CallbackSignature {

  static final String ID = WebhookSignature.ID;
  static final String TIMESTAMP = WebhookSignature.TIMESTAMP;
  static final String SIGNATURE = WebhookSignature.SIGNATURE;

  private static final int MAX_DIGITS = 12;

  /** The three headers of a call. */
  record Headers(@Nullable String id, @Nullable String timestamp, @Nullable String signature) {}

  private final SecretKey key;
  private final Duration tolerance;

  CallbackSignature(SecretKey key, Duration tolerance) {
    this.key = key;
    this.tolerance = tolerance;
  }

  Headers sign(String id, Instant time, byte[] body) {
    String timestamp = Long.toString(time.getEpochSecond());
    return new Headers(id, timestamp, WebhookSignature.sign(key, id, timestamp, body));
  }

  /** Refuses a call that the provider did not make, or did not make now. */
  void check(Headers headers, byte[] body, Instant now) {
    String id = headers.id();
    String timestamp = headers.timestamp();
    String signature = headers.signature();
    if (id == null || timestamp == null || signature == null || !isNumber(timestamp)) {
      throw new PaymentProblem.SignatureRefused().toException();
    }
    if (!isOurs(signature, WebhookSignature.sign(key, id, timestamp, body))) {
      throw new PaymentProblem.SignatureRefused().toException();
    }
    Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signed, now).abs().compareTo(tolerance) > 0) {
      throw new PaymentProblem.SignatureExpired().toException();
    }
  }

  /** While a key is being changed a call carries one signature with each. */
  private static boolean isOurs(String header, String expected) {
    byte[] ours = expected.getBytes(StandardCharsets.UTF_8);
    boolean found = false;
    for (String each : header.split(" ", 8)) {
      found |= MessageDigest.isEqual(each.getBytes(StandardCharsets.UTF_8), ours);
    }
    return found;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }
}
