package io.mall.app.webhook;

import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.idempotency.Intent.Place;
import io.mall.app.idempotency.Once;
import io.mall.app.page.Page;
import io.mall.app.security.Caller;
import io.mall.sharding.slot.Slot;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks over HTTP, for administrators. */
@RestController
@RequestMapping("/api/webhooks")
class WebhookController {

  private static final int REPLAY = 1000;

  private final Endpoints endpoints;
  private final Messages messages;
  private final Idempotency idempotency;

  WebhookController(Endpoints endpoints, Messages messages, Idempotency idempotency) {
    this.endpoints = endpoints;
    this.messages = messages;
    this.idempotency = idempotency;
  }

  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  @PostMapping
  ResponseEntity<byte[]> register(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @Valid @RequestBody NewEndpoint wanted) {
    Once once = Once.of(key, "webhook.register", wanted);
    return endpoints.register(caller.userId(), wanted, once).toResponse();
  }

  @GetMapping
  Page<EndpointView> list() {
    return Page.whole(endpoints.all().stream().map(EndpointView::of).toList());
  }

  @GetMapping("/{endpointId}")
  EndpointView get(@PathVariable EndpointId endpointId) {
    return EndpointView.of(endpoints.require(endpointId));
  }

  @PatchMapping("/{endpointId}")
  EndpointView change(
      @PathVariable EndpointId endpointId, @Valid @RequestBody EndpointChange change) {
    return EndpointView.of(endpoints.change(endpointId, change));
  }

  @ResponseStatus(HttpStatus.NO_CONTENT)
  @DeleteMapping("/{endpointId}")
  void remove(@PathVariable EndpointId endpointId) {
    endpoints.remove(endpointId);
  }

  /** A new secret; the old one signs beside it for a while. */
  @ApiResponse(
      responseCode = "200",
      content = @Content(schema = @Schema(implementation = EndpointView.class)))
  @PostMapping("/{endpointId}/secret")
  ResponseEntity<byte[]> rotate(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @PathVariable EndpointId endpointId) {
    Once once = Once.of(key, "webhook.secret", endpointId);
    return endpoints.rotate(caller.userId(), endpointId, once).toResponse();
  }

  /** What was told ({@code DELIVERED}), could not be ({@code DEAD}), or is told again. */
  @GetMapping("/{endpointId}/messages")
  Page<MessageView> messages(
      @PathVariable EndpointId endpointId,
      @RequestParam(defaultValue = "DEAD") MessageRow.Status status,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    Endpoint endpoint = endpoints.require(endpointId);
    return messages.list(
        new MessageQuery(endpoint.id().value(), status, null, null, 0, Page.limit(limit)), cursor);
  }

  @ApiResponse(responseCode = "202", content = @Content)
  @PostMapping("/{endpointId}/messages/{messageId}/resend")
  ResponseEntity<byte[]> sendAgain(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @PathVariable EndpointId endpointId,
      @PathVariable MessageId messageId) {
    EndpointId known = endpoints.require(endpointId).id();
    Once once = Once.of(key, "webhook.resend", messageId).by(caller.userId());
    return idempotency
        .once(
            Place.in(Slot.ofId(messageId.value())),
            once,
            () -> {
              messages.sendAgain(known, messageId);
              return Done.accepted(null);
            })
        .toResponse();
  }

  /**
   * Which messages to tell again.
   *
   * @param from written at this time or later
   * @param to written before this time
   */
  record Replay(@NotNull MessageRow.Status status, @Nullable Instant from, @Nullable Instant to) {}

  /** How many are told again; when it is as many as one request may ask for, ask again. */
  record Replayed(int messages) {}

  /** Many transactions: broken off, a repeated request goes on with what is left. */
  @ApiResponse(
      responseCode = "202",
      content = @Content(schema = @Schema(implementation = Replayed.class)))
  @PostMapping("/{endpointId}/replay")
  ResponseEntity<byte[]> replay(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @PathVariable EndpointId endpointId,
      @Valid @RequestBody Replay replay) {
    long id = endpoints.require(endpointId).id().value();
    MessageQuery query =
        new MessageQuery(id, replay.status(), replay.from(), replay.to(), 0, REPLAY);
    return idempotency
        .inSteps(
            Place.inCatalog(caller.userId()),
            Once.of(key, "webhook.replay", query),
            () -> Done.accepted(new Replayed(messages.replay(query))))
        .toResponse();
  }
}
