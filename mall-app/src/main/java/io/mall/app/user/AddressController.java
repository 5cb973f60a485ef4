package io.mall.app.user;

import io.mall.app.kernel.AddressId;
import io.mall.app.page.Page;
import io.mall.app.security.Caller;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The caller's address book over HTTP. */
@RestController
@RequestMapping("/api/users/me/addresses")
class AddressController {

  private final Addresses addresses;

  AddressController(Addresses addresses) {
    this.addresses = addresses;
  }

  @GetMapping
  Page<Address> list(Caller caller) {
    return Page.whole(addresses.list(caller.userId()));
  }

  @ApiResponse(responseCode = "201", useReturnTypeSchema = true)
  @PostMapping
  ResponseEntity<Address> add(Caller caller, @Valid @RequestBody AddressEntry entry) {
    Address address = addresses.add(caller.userId(), entry);
    URI location = URI.create("/api/users/me/addresses/" + address.addressId());
    return ResponseEntity.created(location).body(address);
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
