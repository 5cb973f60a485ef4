package io.mall.app.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mall.app.payment.CallbackSignature.Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class CallbackSignatureTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final byte[] BODY = bytes("{\"test\": 2432232314}");

  private final CallbackSignature signature =
      new CallbackSignature(
          new SecretKeySpec(bytes("a key of thirty-two bytes or so.."), "HmacSHA256"),
          Duration.ofMinutes(5));

  @Test
  void itIsTheOneOfStandardWebhooks() {
    byte[] key = Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    CallbackSignature published =
        new CallbackSignature(new SecretKeySpec(key, "HmacSHA256"), Duration.ofMinutes(5));

    Headers headers =
        published.sign("msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1_614_265_330), BODY);

    assertThat(headers.signature()).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void whatWasSignedIsAccepted() {
    Headers headers = signature.sign("a", NOW, BODY);
    assertThatCode(() -> signature.check(headers, BODY, NOW)).doesNotThrowAnyException();
  }

  @Test
  void oneOfSeveralSignaturesIsEnough() {
    Headers headers = signature.sign("a", NOW, BODY);
    String several = "v1,AAAA v2,BBBB " + headers.signature();
    assertThatCode(() -> signature.check(new Headers("a", headers.timestamp(), several), BODY, NOW))
        .doesNotThrowAnyException();
  }

  @Test
  void whatWasChangedOrIsMissingIsRefused() {
    Headers headers = signature.sign("a", NOW, BODY);
    String time = headers.timestamp();
    refused(headers, bytes("{}"), "payment/signature-refused");
    refused(new Headers("b", time, headers.signature()), BODY, "payment/signature-refused");
    refused(new Headers(null, time, headers.signature()), BODY, "payment/signature-refused");
    refused(new Headers("a", null, headers.signature()), BODY, "payment/signature-refused");
    refused(new Headers("a", time, null), BODY, "payment/signature-refused");
    refused(new Headers("a", "-5", headers.signature()), BODY, "payment/signature-refused");
    refused(
        new Headers("a", "9".repeat(40), headers.signature()), BODY, "payment/signature-refused");
  }

  @Test
  void whatIsOldOrFromTheFutureIsRefused() {
    for (long seconds : new long[] {-301, 301}) {
      Headers headers = signature.sign("a", NOW.plusSeconds(seconds), BODY);
      refused(headers, BODY, "payment/signature-expired");
    }
    for (long seconds : new long[] {-300, 300}) {
      Headers headers = signature.sign("a", NOW.plusSeconds(seconds), BODY);
      assertThatCode(() -> signature.check(headers, BODY, NOW)).doesNotThrowAnyException();
    }
  }

  private void refused(Headers headers, byte[] body, String code) {
    assertThatThrownBy(() -> signature.check(headers, body, NOW)).hasMessage(code);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
