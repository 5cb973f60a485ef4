package io.mall.app.stock;

import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.ProductId;
import io.mall.app.security.Caller;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stock over HTTP. Everybody may read; changing it is for administrators, as the paths say. */
@RestController
@RequestMapping("/api/stock")
class StockController {

  private final Stocks stocks;
  private final ByHand byHand;
  private final StockBatch batch;

  StockController(Stocks stocks, ByHand byHand, StockBatch batch) {
    this.stocks = stocks;
    this.byHand = byHand;
    this.batch = batch;
  }

  /** A batch of counts, each product at most once. */
  record Counts(@NotNull @Size(min = 1, max = 100) List<@NotNull @Valid StockCount> items) {}

  @GetMapping("/{productId}")
  Stock find(@PathVariable ProductId productId) {
    return stocks.require(productId);
  }

  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Movement.class)))
  @PostMapping("/{productId}/deduct")
  ResponseEntity<byte[]> deduct(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @PathVariable ProductId productId,
      @Valid @RequestBody Quantity request) {
    Once once = Once.of(key, "stock.deduct", request).by(caller.userId());
    return byHand.deduct(productId, request.quantity(), once).toResponse();
  }

  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = Movement.class)))
  @PostMapping("/{productId}/restock")
  ResponseEntity<byte[]> restock(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @PathVariable ProductId productId,
      @Valid @RequestBody Quantity request) {
    Once once = Once.of(key, "stock.restock", request).by(caller.userId());
    return byHand.restock(productId, request.quantity(), once).toResponse();
  }

  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = StockBatch.Results.class)))
  @PostMapping("/batch")
  ResponseEntity<byte[]> count(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @Valid @RequestBody Counts request) {
    Once once = Once.of(key, "stock.count", request);
    return batch.count(caller.userId(), request.items(), once).toResponse();
  }
}
