package io.mall.app.payment;

import io.mall.app.problem.Kind;
import io.mall.app.problem.Problem;
import io.mall.app.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Where the provider tells what came of a payment. */
@RestController
class CallbackController {

  private static final Logger log = LoggerFactory.getLogger(CallbackController.class);

  private final Payments payments;
  private final CallbackSignature signature;
  private final MeterRegistry meters;
  private final JsonMapper json;
  private final Clock clock;

  CallbackController(
      Payments payments,
      CallbackSignature signature,
      MeterRegistry meters,
      JsonMapper json,
      Clock clock) {
    this.payments = payments;
    this.signature = signature;
    this.meters = meters;
    this.json = json;
    this.clock = clock;
  }

  /** Answers with where the payment stands; telling the same again gets the same answer. */
  @PostMapping("/api/payments/callback")
  Told told(
      @RequestHeader(name = CallbackSignature.ID, required = false) @Nullable String id,
      @RequestHeader(name = CallbackSignature.TIMESTAMP, required = false) @Nullable String time,
      @RequestHeader(name = CallbackSignature.SIGNATURE, required = false) @Nullable String signed,
      @RequestBody byte[] body) {
    try {
      signature.check(new CallbackSignature.Headers(id, time, signed), body, clock.instant());
      return new Told(payments.told(read(body)).status());
    } catch (ProblemException refused) {
      count(refused.problem());
      throw refused;
    }
  }

  /** Where a payment stands, for the provider. */
  record Told(Payment.Status status) {}

  private Callback read(byte[] body) {
    Callback callback;
    try {
      callback = json.readValue(body, Callback.class);
    } catch (JacksonException unreadable) {
      throw new PaymentProblem.UnreadableCallback().toException();
    }
    if (callback == null || !callback.isComplete()) {
      throw new PaymentProblem.UnreadableCallback().toException();
    }
    return callback;
  }

  private void count(Problem refusal) {
    meters.counter("mall.payments.callbacks.refused", "code", refusal.code()).increment();
    // Anybody may send unsigned nonsense; what is signed and wrong is between us and the provider.
    Level level = refusal.kind() == Kind.UNAUTHENTICATED ? Level.INFO : Level.WARN;
    log.atLevel(level).addKeyValue("code", refusal.code()).log("callback refused");
  }
}
