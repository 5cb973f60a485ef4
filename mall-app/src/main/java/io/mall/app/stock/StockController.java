package io.mall.app.stock;

import io.mall.app.kernel.ProductId;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stock over HTTP. Everybody may read; changing it is for administrators, as the paths say. */
@RestController
@RequestMapping("/api/stock")
class StockController {

  private final Stocks stocks;
  private final StockBatch batch;

  StockController(Stocks stocks, StockBatch batch) {
    this.stocks = stocks;
    this.batch = batch;
  }

  /** A batch of counts, each product at most once. */
  record Counts(@NotNull @Size(min = 1, max = 100) List<@NotNull @Valid StockCount> items) {}

  /** What became of each item, in the order of the request. */
  record CountResults(List<CountResult> items) {}

  @GetMapping("/{productId}")
  Stock find(@PathVariable ProductId productId) {
    return stocks.require(productId);
  }

  @PostMapping("/{productId}/deduct")
  Movement deduct(@PathVariable ProductId productId, @Valid @RequestBody Quantity request) {
    return stocks.deduct(productId, request.quantity());
  }

  @PostMapping("/{productId}/restock")
  Movement restock(@PathVariable ProductId productId, @Valid @RequestBody Quantity request) {
    return stocks.restock(productId, request.quantity());
  }

  @PostMapping("/batch")
  CountResults count(@Valid @RequestBody Counts request) {
    return new CountResults(batch.count(request.items()));
  }
}
