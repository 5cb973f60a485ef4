package io.mall.app.catalog;

import io.mall.app.kernel.ProductId;
import io.mall.app.page.Page;
import io.mall.app.web.EntityTag;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Products over HTTP. */
@RestController
@RequestMapping("/api/products")
class ProductController {

  private final Products products;
  private final ProductChanges changes;

  ProductController(Products products, ProductChanges changes) {
    this.products = products;
    this.changes = changes;
  }

  @GetMapping("/{productId}")
  ResponseEntity<ProductView> get(
      @PathVariable ProductId productId,
      @RequestHeader(name = HttpHeaders.IF_NONE_MATCH, required = false)
          @Nullable String ifNoneMatch) {
    Product product = products.require(productId);
    boolean known = new EntityTag(product.version()).isIn(ifNoneMatch);
    return answer(known ? HttpStatus.NOT_MODIFIED : HttpStatus.OK, product);
  }

  @GetMapping
  Page<ProductView> list(@ParameterObject ListRequest request) {
    return products.list(request.toQuery()).map(ProductView::of);
  }

  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  @PostMapping
  ResponseEntity<ProductView> create(@Valid @RequestBody NewProduct entry) {
    Product product = changes.create(entry);
    return ResponseEntity.created(URI.create("/api/products/" + product.id()))
        .eTag(new EntityTag(product.version()).header())
        .body(ProductView.of(product));
  }

  @PatchMapping("/{productId}")
  ResponseEntity<ProductView> change(
      @PathVariable ProductId productId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody ProductChange change) {
    EntityTag known = EntityTag.required(ifMatch);
    return answer(HttpStatus.OK, changes.change(productId, known, change));
  }

  @PostMapping("/batch")
  BatchView changeAll(@Valid @RequestBody BatchChange batch) {
    return BatchView.of(changes.changeAll(batch));
  }

  /** Clients and proxies may keep a product but ask before they use it again. */
  private static ResponseEntity<ProductView> answer(HttpStatus status, Product product) {
    ResponseEntity.BodyBuilder answer =
        ResponseEntity.status(status)
            .eTag(new EntityTag(product.version()).header())
            .cacheControl(CacheControl.noCache());
    return status == HttpStatus.NOT_MODIFIED
        ? answer.build()
        : answer.body(ProductView.of(product));
  }
}
