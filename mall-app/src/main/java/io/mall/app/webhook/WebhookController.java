package io.mall.app.webhook;

import io.mall.app.page.Page;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
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

  WebhookController(Endpoints endpoints, Messages messages) {
    this.endpoints = endpoints;
    this.messages = messages;
  }

  @ApiResponse(responseCode = "201")
  @PostMapping
  ResponseEntity<EndpointView> register(@Valid @RequestBody NewEndpoint wanted) {
    Endpoint endpoint = endpoints.register(wanted);
    return ResponseEntity.created(URI.create("/api/webhooks/" + endpoint.id()))
        .body(EndpointView.withSecret(endpoint));
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
  @PostMapping("/{endpointId}/secret")
  EndpointView rotate(@PathVariable EndpointId endpointId) {
    return EndpointView.withSecret(endpoints.rotate(endpointId));
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

  @ResponseStatus(HttpStatus.ACCEPTED)
  @PostMapping("/{endpointId}/messages/{messageId}/resend")
  void sendAgain(@PathVariable EndpointId endpointId, @PathVariable MessageId messageId) {
    messages.sendAgain(endpoints.require(endpointId).id(), messageId);
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

  @ResponseStatus(HttpStatus.ACCEPTED)
  @PostMapping("/{endpointId}/replay")
  Replayed replay(@PathVariable EndpointId endpointId, @Valid @RequestBody Replay replay) {
    Endpoint endpoint = endpoints.require(endpointId);
    return new Replayed(
        messages.replay(
            new MessageQuery(
                endpoint.id().value(), replay.status(), replay.from(), replay.to(), 0, REPLAY)));
  }
}
