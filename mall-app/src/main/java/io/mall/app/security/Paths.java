package io.mall.app.security;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.HEAD;
import static org.springframework.http.HttpMethod.PATCH;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;

import java.util.ArrayList;
import java.util.List;
import org.springframework.http.HttpMethod;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** Which paths are open to everybody and which to administrators only; the rest needs a log-in. */
final class Paths {

  private final List<RequestMatcher> matchers = new ArrayList<>();

  private Paths() {}

  static RequestMatcher open() {
    return new Paths()
        .add(POST, "/api/users", "/api/sessions")
        .add(GET, "/api/products/**", "/api/categories/**", "/api/stock/**")
        .add(HEAD, "/api/products/**", "/api/categories/**", "/api/stock/**")
        // The provider signs its calls; the payment module checks that.
        .add(POST, "/api/payments/callback")
        .any();
  }

  static RequestMatcher admin() {
    return new Paths()
        .add(POST, "/api/products/**", "/api/categories/**", "/api/stock/**")
        .add(PUT, "/api/products/**", "/api/categories/**")
        .add(PATCH, "/api/products/**", "/api/categories/**")
        .add(DELETE, "/api/products/**", "/api/categories/**")
        .add(POST, "/api/orders/*/ship")
        .add(GET, "/api/webhooks/**")
        .add(HEAD, "/api/webhooks/**")
        .add(POST, "/api/webhooks/**")
        .add(PATCH, "/api/webhooks/**")
        .add(DELETE, "/api/webhooks/**")
        .any();
  }

  private Paths add(HttpMethod method, String... patterns) {
    for (String pattern : patterns) {
      matchers.add(PathPatternRequestMatcher.withDefaults().matcher(method, pattern));
    }
    return this;
  }

  private RequestMatcher any() {
    return new OrRequestMatcher(matchers);
  }
}
