package io.mall.app.catalog;

import io.mall.app.answer.CacheHeaders;
import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.idempotency.Intent.Place;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.ProductId;
import io.mall.app.page.Page;
import io.mall.app.security.Caller;
import io.mall.app.web.EntityTag;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
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
  private final ListAnswers answers;
  private final Idempotency idempotency;

  ProductController(
      Products products, ProductChanges changes, ListAnswers answers, Idempotency idempotency) {
    this.products = products;
    this.answers = answers;
    this.changes = changes;
    this.idempotency = idempotency;
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
  ResponseEntity<Page<ProductView>> list(
      @ParameterObject ListRequest request, HttpServletRequest sent) {
    ProductQuery query = request.toQuery();
    Page<ProductView> page = products.list(query).map(ProductView::of);
    answers.remember(sent.getQueryString(), query);
    return headers(HttpStatus.OK, CacheHeaders.LISTS, ListAnswers.KEYS).body(page);
  }

  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = ProductView.class)))
  @PostMapping
  ResponseEntity<byte[]> create(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @Valid @RequestBody NewProduct entry) {
    return idempotency
        .once(
            Place.inCatalog(caller.userId()),
            Once.of(key, "product.create", entry),
            () -> created(changes.create(entry)))
        .toResponse();
  }

  private static Done created(Product product) {
    return Done.created("/api/products/" + product.id(), ProductView.of(product))
        .withEtag(new EntityTag(product.version()).header());
  }

  @PatchMapping("/{productId}")
  ResponseEntity<ProductView> change(
      @PathVariable ProductId productId,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody ProductChange change) {
    EntityTag known = EntityTag.required(ifMatch);
    return answer(HttpStatus.OK, changes.change(productId, known, change));
  }

  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = BatchView.class)))
  @PostMapping("/batch")
  ResponseEntity<byte[]> changeAll(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @Valid @RequestBody BatchChange batch) {
    return idempotency
        .once(
            Place.inCatalog(caller.userId()),
            Once.of(key, "product.change", batch),
            () -> Done.ok(BatchView.of(changes.changeAll(batch))))
        .toResponse();
  }

  private static ResponseEntity<ProductView> answer(HttpStatus status, Product product) {
    ResponseEntity.BodyBuilder answer =
        headers(status, CacheHeaders.PRODUCTS, ProductAnswers.keys(product.id()))
            .eTag(new EntityTag(product.version()).header());
    return status == HttpStatus.NOT_MODIFIED
        ? answer.build()
        : answer.body(ProductView.of(product));
  }

  /** The same headers that ready answers have. */
  private static ResponseEntity.BodyBuilder headers(HttpStatus status, String shared, String keys) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.CACHE_CONTROL, CacheHeaders.CLIENTS)
        .header(CacheHeaders.CDN_CACHE_CONTROL, shared)
        .header(CacheHeaders.SURROGATE_KEY, keys)
        .varyBy(HttpHeaders.ACCEPT_ENCODING);
  }
}
