package io.mall.app.checkout;

import io.mall.app.idempotency.Answer;
import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.order.OrderDetails;
import io.mall.app.security.Caller;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Placing an order over HTTP. */
@RestController
class CheckoutController {

  private final Checkout checkout;
  private final CheckoutMetrics metrics;

  CheckoutController(Checkout checkout, CheckoutMetrics metrics) {
    this.checkout = checkout;
    this.metrics = metrics;
  }

  /** The body is what was stored with the order: a repeated request gets the same bytes. */
  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = OrderDetails.class)))
  @PostMapping("/api/orders")
  ResponseEntity<byte[]> place(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @Valid @RequestBody CheckoutRequest request) {
    IdempotencyKey idempotencyKey = IdempotencyKey.of(key);
    Answer answer = metrics.measure(() -> checkout.place(caller.userId(), request, idempotencyKey));
    return answer.toResponse();
  }
}
