package io.mall.app.order;

import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.UserId;
import io.mall.app.page.Page;
import io.mall.app.security.Caller;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders over HTTP; they are placed by the checkout. */
@RestController
@RequestMapping("/api/orders")
class OrderController {

  private final Orders orders;
  private final Idempotency idempotency;

  OrderController(Orders orders, Idempotency idempotency) {
    this.orders = orders;
    this.idempotency = idempotency;
  }

  @GetMapping
  Page<OrderSummaryView> list(Caller caller, @ParameterObject OrderListRequest request) {
    return orders.list(caller.userId(), request.toQuery());
  }

  @GetMapping("/{orderNo}")
  OrderDetails get(Caller caller, @PathVariable OrderNo orderNo) {
    return (caller.isAdmin() ? orders.find(orderNo) : orders.show(caller.userId(), orderNo))
        .map(OrderDetails::of)
        .orElseThrow(() -> new OrderProblem.OrderAbsent(orderNo).toException());
  }

  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OrderDetails.class)))
  @PostMapping("/{orderNo}/cancel")
  ResponseEntity<byte[]> cancel(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @PathVariable OrderNo orderNo) {
    return once(
        caller.userId(),
        Once.of(key, "order.cancel", orderNo),
        () -> orders.cancel(caller.userId(), orderNo));
  }

  /** For administrators; see the paths of the security module. */
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OrderDetails.class)))
  @PostMapping("/{orderNo}/ship")
  ResponseEntity<byte[]> ship(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @PathVariable OrderNo orderNo) {
    UserId buyer =
        orders
            .find(orderNo)
            .orElseThrow(() -> new OrderProblem.OrderAbsent(orderNo).toException())
            .userId();
    return once(
        buyer, Once.of(key, "order.ship", orderNo).by(caller.userId()), () -> orders.ship(orderNo));
  }

  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = OrderDetails.class)))
  @PostMapping("/{orderNo}/receive")
  ResponseEntity<byte[]> receive(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @PathVariable OrderNo orderNo) {
    return once(
        caller.userId(),
        Once.of(key, "order.receive", orderNo),
        () -> orders.receive(caller.userId(), orderNo));
  }

  private ResponseEntity<byte[]> once(UserId userId, Once request, Supplier<Order> change) {
    return idempotency
        .once(userId, request, () -> Done.ok(OrderDetails.of(change.get())))
        .toResponse();
  }
}
