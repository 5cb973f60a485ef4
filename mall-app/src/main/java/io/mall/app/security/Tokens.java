package io.mall.app.security;

import io.mall.app.cache.Strategies;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Issues log-ins and takes them back. */
@Component
public class Tokens {

  static final String ISSUER = "mall";
  static final String ROLE = "role";

  private final JwtEncoder encoder;
  private final Revocations revocations;
  private final Duration lifetime;
  private final Clock clock;

  Tokens(JwtEncoder encoder, Revocations revocations, Strategies strategies, Clock clock) {
    this.encoder = encoder;
    this.revocations = revocations;
    this.lifetime = strategies.userSession().lifetime();
    this.clock = clock;
  }

  public Token issue(Caller caller) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant expiresAt = now.plus(lifetime);
    JwtClaimsSet claims =
        JwtClaimsSet.builder()
            .issuer(ISSUER)
            .subject(caller.userId().text())
            .claim(ROLE, caller.role().name())
            .id(UUID.randomUUID().toString())
            .issuedAt(now)
            .expiresAt(expiresAt)
            .build();
    JwsHeader header = JwsHeader.with(MacAlgorithm.HS256).type("JWT").build();
    String text = encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
    return new Token(text, expiresAt);
  }

  /** Ends the log-in that the current request was sent with, on every instance. */
  public void revokeCurrent() {
    if (SecurityContextHolder.getContext().getAuthentication()
        instanceof CallerAuthentication now) {
      revocations.revoke(now.session());
    }
  }
}
