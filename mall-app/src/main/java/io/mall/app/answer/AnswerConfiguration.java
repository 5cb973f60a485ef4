package io.mall.app.answer;

import io.mall.app.control.Switch;
import io.mall.app.web.ShopProtocol;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Puts the ready answers in front of the shop. */
@Configuration(proxyBeanMethods = false)
class AnswerConfiguration {

  @Bean
  Switch readyAnswers() {
    return new Switch(
        "ready-answers",
        "Products and hot lists in memory are sent as ready bytes before the shop is asked;"
            + " off: each answer is made by itself, behind the queue.");
  }

  @Bean
  Switch answersAtOnce() {
    return new Switch(
        "answers-at-once",
        "Ready answers are sent by the thread that finds the request on its connection;"
            + " off: by a thread for each request.");
  }

  /** The sources are asked for when the server is made, after everything they need. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> answersFirst(
      ObjectProvider<Answers> answers,
      Switch readyAnswers,
      Switch answersAtOnce,
      MeterRegistry metrics) {
    return factory -> {
      Route[] routes =
          answers.orderedStream().map(each -> new Route(each, metrics)).toArray(Route[]::new);
      AtOnce atOnce = new AtOnce(routes, readyAnswers, answersAtOnce, metrics);
      factory.addEngineValves(new AnswerValve(routes, readyAnswers, atOnce));
      factory.addConnectorCustomizers(
          connector -> {
            if (connector.getProtocolHandler() instanceof ShopProtocol protocol) {
              protocol.answerAtOnce(atOnce);
            }
          });
    };
  }
}
