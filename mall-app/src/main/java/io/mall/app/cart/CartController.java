package io.mall.app.cart;

import io.mall.app.catalog.Products;
import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import io.mall.app.security.Caller;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The caller's own cart over HTTP; every answer is the whole cart. */
@RestController
@RequestMapping("/api/cart")
class CartController {

  private final Carts carts;
  private final Products products;
  private final Idempotency idempotency;

  CartController(Carts carts, Products products, Idempotency idempotency) {
    this.carts = carts;
    this.products = products;
    this.idempotency = idempotency;
  }

  /** So many more of a product. */
  record Addition(
      @NotNull ProductId productId, @NotNull @Min(1) @Max(Carts.MAX_QUANTITY) Integer quantity) {}

  /** So many and no more. */
  record Quantity(@NotNull @Min(1) @Max(Carts.MAX_QUANTITY) Integer quantity) {}

  @GetMapping
  CartView show(Caller caller) {
    return view(carts.show(caller.userId()));
  }

  /** Adds, so a request that is repeated without a key adds again. */
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = CartView.class)))
  @PostMapping("/items")
  ResponseEntity<byte[]> add(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @Valid @RequestBody Addition request) {
    UserId userId = caller.userId();
    return idempotency
        .once(
            userId,
            Once.of(key, "cart.add", request),
            () -> Done.ok(view(carts.add(userId, request.productId(), request.quantity()))))
        .toResponse();
  }

  @PutMapping("/items/{productId}")
  CartView set(
      Caller caller, @PathVariable ProductId productId, @Valid @RequestBody Quantity request) {
    return view(carts.set(caller.userId(), productId, request.quantity()));
  }

  @DeleteMapping("/items/{productId}")
  CartView remove(Caller caller, @PathVariable ProductId productId) {
    return view(carts.remove(caller.userId(), productId));
  }

  private CartView view(List<CartLine> lines) {
    List<ProductId> ids = lines.stream().map(CartLine::productId).toList();
    return CartView.of(lines, products.findAll(ids));
  }
}
