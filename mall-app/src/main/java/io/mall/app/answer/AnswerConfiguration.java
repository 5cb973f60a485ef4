package io.mall.app.answer;

import io.mall.app.control.Switch;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
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

  /** The sources are asked for when the server is made, after everything they need. */
  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> answersFirst(
      ObjectProvider<Answers> answers, Switch readyAnswers, MeterRegistry metrics) {
    return factory ->
        factory.addEngineValves(
            new AnswerValve(List.copyOf(answers.orderedStream().toList()), readyAnswers, metrics));
  }
}
