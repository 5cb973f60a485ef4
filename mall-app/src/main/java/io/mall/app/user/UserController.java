package io.mall.app.user;

import io.mall.app.idempotency.IdempotencyKey;
import io.mall.app.security.Caller;
import io.mall.app.web.EntityTag;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Accounts over HTTP. */
@RestController
@RequestMapping("/api/users")
class UserController {

  private final Users users;
  private final Registration registration;

  UserController(Users users, Registration registration) {
    this.users = users;
    this.registration = registration;
  }

  @ApiResponse(
      responseCode = "201",
      content = @Content(schema = @Schema(implementation = UserView.class)))
  @PostMapping
  ResponseEntity<byte[]> register(
      @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
      @Valid @RequestBody Credentials credentials) {
    return registration.register(credentials, key).toResponse();
  }

  @GetMapping("/me")
  ResponseEntity<UserView> me(Caller caller) {
    return answer(users.get(caller.userId()));
  }

  @PatchMapping("/me")
  ResponseEntity<UserView> change(
      Caller caller,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @Valid @RequestBody ProfileChange change) {
    Long version = ifMatch == null ? null : EntityTag.required(ifMatch).version();
    return answer(users.change(caller.userId(), change, version));
  }

  private static ResponseEntity<UserView> answer(User user) {
    return ResponseEntity.ok().eTag(new EntityTag(user.version()).header()).body(UserView.of(user));
  }
}
