package io.mall.app.payment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/**
 * Signs and checks the provider's calls: HMAC-SHA256 over id, time and body, so that nothing of a
 * call can be changed or kept for later.
 *
 * @see <a href="https://www.standardwebhooks.com">Standard Webhooks</a>
 */
final class CallbackSignature {

  static final String ID = "webhook-id";
  static final String TIMESTAMP = "webhook-timestamp";
  static final String SIGNATURE = "webhook-signature";

  private static final String VERSION = "v1,";
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
    String mac = Base64.getEncoder().encodeToString(mac(id, timestamp, body));
    return new Headers(id, timestamp, VERSION + mac);
  }

  /** Refuses a call that the provider did not make, or did not make now. */
  void check(Headers headers, byte[] body, Instant now) {
    String id = headers.id();
    String timestamp = headers.timestamp();
    String signature = headers.signature();
    if (id == null || timestamp == null || signature == null || !isNumber(timestamp)) {
      throw new PaymentProblem.SignatureRefused().toException();
    }
    if (!isOurs(signature, mac(id, timestamp, body))) {
      throw new PaymentProblem.SignatureRefused().toException();
    }
    Instant signed = Instant.ofEpochSecond(Long.parseLong(timestamp));
    if (Duration.between(signed, now).abs().compareTo(tolerance) > 0) {
      throw new PaymentProblem.SignatureExpired().toException();
    }
  }

  /** While a key is being changed a call carries one signature with each. */
  private static boolean isOurs(String header, byte[] expected) {
    boolean ours = false;
    for (String each : header.split(" ", 8)) {
      ours |= each.startsWith(VERSION) && isEqual(each.substring(VERSION.length()), expected);
    }
    return ours;
  }

  private static boolean isEqual(String base64, byte[] expected) {
    byte[] text = base64.getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(text, Base64.getEncoder().encode(expected));
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_DIGITS
        && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private byte[] mac(String id, String timestamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(key.getAlgorithm());
      mac.init(key);
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("cannot compute a signature", e);
    }
  }
}
