package io.mall.app.security;

import com.nimbusds.jose.jwk.source.ImmutableSecret;
import io.mall.app.problem.Problem;
import io.mall.app.web.ProblemWriter;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import javax.crypto.SecretKey;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.resource.web.BearerTokenResolver;
import org.springframework.security.oauth2.server.resource.web.DefaultBearerTokenResolver;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Stateless log-ins by signed token, and the one place that says which path needs which role. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration implements WebMvcConfigurer {

  static {
    SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class);
  }

  @Override
  public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
    resolvers.add(new CallerArgument());
  }

  @Bean
  SecurityFilterChain securityChain(HttpSecurity http, JwtDecoder decoder, ProblemWriter writer) {
    RequestMatcher open = Paths.open();
    return http.csrf(AbstractHttpConfigurer::disable)
        .formLogin(AbstractHttpConfigurer::disable)
        .httpBasic(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .requestCache(AbstractHttpConfigurer::disable)
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .authorizeHttpRequests(
            paths ->
                paths
                    .dispatcherTypeMatchers(DispatcherType.ERROR, DispatcherType.ASYNC)
                    .permitAll()
                    .requestMatchers(open)
                    .permitAll()
                    .requestMatchers(Paths.admin())
                    .hasRole(Role.ADMIN.name())
                    .requestMatchers("/api/**")
                    .authenticated()
                    .anyRequest()
                    .permitAll())
        .oauth2ResourceServer(
            server ->
                server
                    .bearerTokenResolver(tokensOutside(open))
                    .authenticationEntryPoint(turnedAway(writer))
                    .accessDeniedHandler(
                        (request, response, denied) ->
                            writer.write(new SecurityProblem.NotAllowed(), request, response))
                    .jwt(
                        jwt ->
                            jwt.decoder(decoder)
                                .jwtAuthenticationConverter(CallerAuthentication::of)))
        .build();
  }

  @Bean
  SecretKey signingKey(SecurityProperties properties, Environment environment) {
    return SigningKey.of(properties.jwtKey(), environment.acceptsProfiles(Profiles.of("local")));
  }

  @Bean
  Seals seals(SecurityProperties properties, Environment environment) {
    return Seals.of(properties.webhookKey(), environment.acceptsProfiles(Profiles.of("local")));
  }

  @Bean
  JwtEncoder jwtEncoder(SecretKey key) {
    return new NimbusJwtEncoder(new ImmutableSecret<>(key));
  }

  @Bean
  JwtDecoder jwtDecoder(SecretKey key, Revocations revocations) {
    NimbusJwtDecoder decoder =
        NimbusJwtDecoder.withSecretKey(key).macAlgorithm(MacAlgorithm.HS256).build();
    JwtTimestampValidator times = new JwtTimestampValidator(Duration.ofSeconds(1));
    OAuth2TokenValidator<Jwt> notRevoked =
        token ->
            token.getId() == null || revocations.isRevoked(token.getId())
                ? OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token"))
                : OAuth2TokenValidatorResult.success();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            times, new JwtIssuerValidator(Tokens.ISSUER), notRevoked));
    return decoder;
  }

  /** Where no log-in is needed, an old token in the header does no harm. */
  private static BearerTokenResolver tokensOutside(RequestMatcher open) {
    DefaultBearerTokenResolver resolver = new DefaultBearerTokenResolver();
    return request -> open.matches(request) ? null : resolver.resolve(request);
  }

  private static AuthenticationEntryPoint turnedAway(ProblemWriter writer) {
    return (request, response, failure) -> {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      writer.write(reason(request), request, response);
    };
  }

  private static Problem reason(HttpServletRequest request) {
    return request.getHeader(HttpHeaders.AUTHORIZATION) == null
        ? new SecurityProblem.NotLoggedIn()
        : new SecurityProblem.TokenRefused();
  }
}
