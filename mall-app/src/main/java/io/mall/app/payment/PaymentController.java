package io.mall.app.payment;

import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.security.Caller;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Payments over HTTP, for those who pay. */
@RestController
@RequestMapping("/api/payments")
class PaymentController {

  private final Payments payments;

  PaymentController(Payments payments) {
    this.payments = payments;
  }

  /** The body is what was stored with the payment: a repeated request gets the same bytes. */
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = PaymentView.class)))
  @PostMapping
  ResponseEntity<byte[]> start(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @Valid @RequestBody PaymentRequest request) {
    return payments.start(caller.userId(), request, IdempotencyKey.of(key)).toResponse();
  }

  @GetMapping("/{paymentNo}")
  PaymentView get(Caller caller, @PathVariable PaymentNo paymentNo) {
    return payments
        .find(paymentNo)
        .filter(payment -> caller.isAdmin() || payment.userId().equals(caller.userId()))
        .map(PaymentView::of)
        .orElseThrow(() -> new PaymentProblem.PaymentAbsent(paymentNo).toException());
  }
}
