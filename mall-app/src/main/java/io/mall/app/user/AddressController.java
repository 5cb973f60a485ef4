package io.mall.app.user;

import io.mall.app.idempotency.Done;
import io.mall.app.idempotency.Idempotency;
import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.idempotency.Once;
import io.mall.app.kernel.AddressId;
import io.mall.app.page.Page;
import io.mall.app.security.Caller;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's address book over HTTP. */
@RestController
@RequestMapping("/api/users/me/addresses")
class AddressController {

  private final Addresses addresses;
  private final Idempotency idempotency;

  AddressController(Addresses addresses, Idempotency idempotency) {
    this.addresses = addresses;
    this.idempotency = idempotency;
  }

  @GetMapping
  Page<Address> list(Caller caller) {
    return Page.whole(addresses.list(caller.userId()));
  }

  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = Address.class)))
  @PostMapping
  ResponseEntity<byte[]> add(
      Caller caller,
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @Valid @RequestBody AddressEntry entry) {
    return idempotency
        .once(
            caller.userId(),
            Once.of(key, "address.add", entry),
            () -> {
              Address address = addresses.add(caller.userId(), entry);
              return Done.created("/api/users/me/addresses/" + address.addressId(), address);
            })
        .toResponse();
  }

  @PutMapping("/{addressId}")
  Address replace(
      Caller caller, @PathVariable AddressId addressId, @Valid @RequestBody AddressEntry entry) {
    return addresses.replace(caller.userId(), addressId, entry);
  }

  @DeleteMapping("/{addressId}")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void remove(Caller caller, @PathVariable AddressId addressId) {
    addresses.remove(caller.userId(), addressId);
  }
}
