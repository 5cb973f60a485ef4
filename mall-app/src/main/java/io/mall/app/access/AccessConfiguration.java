package io.mall.app.access;

import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Has the server write the access log. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> accessLog() {
    return factory -> factory.addEngineValves(new AccessLog());
  }
}
