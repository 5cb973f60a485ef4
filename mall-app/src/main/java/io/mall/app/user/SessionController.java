package io.mall.app.user;

import io.mall.app.security.Token;
import io.mall.app.security.Tokens;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Log-ins over HTTP. */
@RestController
@RequestMapping("/api/sessions")
class SessionController {

  private final Users users;
  private final Tokens tokens;

  SessionController(Users users, Tokens tokens) {
    this.users = users;
    this.tokens = tokens;
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  SessionView logIn(@Valid @RequestBody LogIn logIn) {
    Token token = users.logIn(logIn.username(), logIn.password());
    return new SessionView(token.text(), token.expiresAt());
  }

  @DeleteMapping("/current")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void logOut() {
    tokens.revokeCurrent();
  }

  /** A log-in as sent; whether such a name can exist at all is not told. */
  record LogIn(
      @NotNull @Size(max = 256) String username, @NotNull @Size(max = 256) String password) {
    @Override
    public String toString() {
      return "LogIn[]";
    }
  }

  /** A log-in as answered. */
  record SessionView(String token, Instant expiresAt) {
    @Override
    public String toString() {
      return "SessionView[expiresAt=" + expiresAt + "]";
    }
  }
}
