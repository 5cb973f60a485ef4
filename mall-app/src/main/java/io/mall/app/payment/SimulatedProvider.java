package io.mall.app.payment;

import io.mall.app.payment.CallbackSignature.Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * A provider inside the shop that behaves like one outside: it answers by a signed call over HTTP,
 * and calls again when it is not heard, since the event that brings the charge comes back then.
 */
@Component
class SimulatedProvider implements Provider, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(SimulatedProvider.class);
  private static final int OK = 200;

  private final PaymentProperties properties;
  private final CallbackSignature signature;
  private final Environment environment;
  private final JsonMapper json;
  private final Clock clock;
  private final HttpClient http;

  SimulatedProvider(
      PaymentProperties properties,
      CallbackSignature signature,
      Environment environment,
      JsonMapper json,
      Clock clock) {
    this.properties = properties;
    this.signature = signature;
    this.environment = environment;
    this.json = json;
    this.clock = clock;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(properties.providerTimeout())
            .build();
  }

  @Override
  public void charge(Payment payment) {
    outcome(payment.method()).ifPresent(outcome -> tell(payment, outcome));
  }

  @Override
  public void refund(Payment payment) {
    log.atInfo().addKeyValue("payment", payment.paymentNo()).log("provider gave money back");
  }

  private static Optional<Callback.Outcome> outcome(Payment.Method method) {
    return switch (method) {
      case CARD -> Optional.of(Callback.Outcome.SUCCEEDED);
      case CARD_DECLINED -> Optional.of(Callback.Outcome.FAILED);
      case CARD_ABANDONED -> Optional.empty();
    };
  }

  private void tell(Payment payment, Callback.Outcome outcome) {
    String reference = "sim-" + payment.paymentNo();
    Callback callback = new Callback(payment.paymentNo(), outcome, payment.amount(), reference);
    byte[] body = json.writeValueAsBytes(callback);
    Headers headers = signature.sign(reference + "-" + outcome, clock.instant(), body);
    HttpRequest request =
        HttpRequest.newBuilder(target())
            .timeout(properties.providerTimeout())
            .header("Content-Type", "application/json")
            .header(CallbackSignature.ID, Objects.requireNonNull(headers.id()))
            .header(CallbackSignature.TIMESTAMP, Objects.requireNonNull(headers.timestamp()))
            .header(CallbackSignature.SIGNATURE, Objects.requireNonNull(headers.signature()))
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    int status = send(request);
    if (status != OK) {
      throw new IllegalStateException("the shop answered a callback with status " + status);
    }
  }

  private int send(HttpRequest request) {
    try {
      HttpResponse<Void> response = http.send(request, BodyHandlers.discarding());
      return response.statusCode();
    } catch (IOException unreachable) {
      throw new IllegalStateException("the shop does not take the callback", unreachable);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted during a callback", e);
    }
  }

  private URI target() {
    return properties.callbackUrl().isEmpty()
        ? URI.create(
            "http://127.0.0.1:%s/api/payments/callback"
                .formatted(environment.getRequiredProperty("local.server.port")))
        : URI.create(properties.callbackUrl());
  }

  @Override
  public void close() {
    http.close();
  }
}
