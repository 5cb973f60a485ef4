package io.mall.app.security;

import static java.util.Objects.requireNonNull;

import io.mall.app.kernel.UserId;
import java.util.List;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** A verified token as Spring Security sees it. */
final class CallerAuthentication extends AbstractAuthenticationToken {

  private static final long serialVersionUID = 1L;

  private final transient Caller caller;
  private final String session;

  CallerAuthentication(Caller caller, String session) {
    super(List.of(new SimpleGrantedAuthority("ROLE_" + caller.role().name())));
    this.caller = caller;
    this.session = session;
    setAuthenticated(true);
  }

  /** Reads the claims that {@link Tokens#issue} wrote. */
  static CallerAuthentication of(Jwt token) {
    String role = requireNonNull(token.getClaimAsString(Tokens.ROLE), "role");
    UserId userId = UserId.of(requireNonNull(token.getSubject(), "subject"));
    return new CallerAuthentication(
        new Caller(userId, Role.valueOf(role)), requireNonNull(token.getId(), "id"));
  }

  Caller caller() {
    return caller;
  }

  String session() {
    return session;
  }

  @Override
  public Object getCredentials() {
    return "";
  }

  /** The user's id. */
  @Override
  public String getName() {
    return caller.userId().text();
  }

  @Override
  public Object getPrincipal() {
    return caller;
  }
}
