package io.mall.app.web;

import io.mall.app.kernel.AddressId;
import io.mall.app.kernel.CategoryId;
import io.mall.app.kernel.OrderNo;
import io.mall.app.kernel.PaymentNo;
import io.mall.app.kernel.ProductId;
import io.mall.app.kernel.UserId;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.core.StandardHost;
import org.apache.coyote.UpgradeProtocol;
import org.apache.coyote.http2.Http2Protocol;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonFactoryBuilderCustomizer;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.format.FormatterRegistry;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.type.LogicalType;

/** Reads JSON to the letter, and paths into typed ids. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebProperties.class)
class WebConfiguration implements WebMvcConfigurer {

  private static final int MAX_DEPTH = 16;
  private static final int MAX_NAME = 128;
  private static final int MAX_NUMBER = 32;

  @Override
  public void addFormatters(FormatterRegistry registry) {
    registry.addConverter(String.class, UserId.class, UserId::of);
    registry.addConverter(String.class, AddressId.class, AddressId::of);
    registry.addConverter(String.class, OrderNo.class, OrderNo::of);
    registry.addConverter(String.class, PaymentNo.class, PaymentNo::of);
    registry.addConverter(String.class, ProductId.class, ProductId::of);
    registry.addConverter(String.class, CategoryId.class, CategoryId::of);
  }

  /**
   * JSON only. The class path has readers and writers of XML and YAML, since libraries keep their
   * settings in them; with those a browser, which likes XML better than anything, would get it.
   */
  @Override
  public void configureMessageConverters(ServerBuilder converters) {
    converters.configureMessageConvertersList(
        all -> all.removeIf(each -> !isOf(each, MediaType.APPLICATION_JSON)));
  }

  private static boolean isOf(HttpMessageConverter<?> converter, MediaType type) {
    return converter.getSupportedMediaTypes().stream().anyMatch(type::isCompatibleWith);
  }

  @Bean
  WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemsOfTheServer() {
    return factory -> {
      factory.setProtocol(ShopProtocol.class.getName());
      factory.addConnectorCustomizers(WebConfiguration::watchSlowHeadsOverHttp2);
      factory.addContextCustomizers(
          context -> {
            if (context.getParent() instanceof StandardHost host) {
              host.setErrorReportValveClass(ProblemValve.class.getName());
            }
          });
    };
  }

  /** Of two protocols of one name the later counts. */
  private static void watchSlowHeadsOverHttp2(Connector connector) {
    for (UpgradeProtocol protocol : connector.findUpgradeProtocols()) {
      if (protocol instanceof Http2Protocol configured) {
        connector.addUpgradeProtocol(new SlowHeadsOverHttp2(configured));
      }
    }
  }

  @Bean
  JsonFactoryBuilderCustomizer jsonLimits(WebProperties properties) {
    StreamReadConstraints constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxNameLength(MAX_NAME)
            .maxNumberLength(MAX_NUMBER)
            .maxStringLength((int) properties.maxBody().toBytes())
            .build();
    return factory -> factory.streamReadConstraints(constraints);
  }

  @Bean
  JsonMapperBuilderCustomizer strictJson() {
    return mapper ->
        mapper
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfig(
                LogicalType.Textual,
                text -> {
                  text.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail);
                  text.setCoercion(CoercionInputShape.Float, CoercionAction.Fail);
                  text.setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail);
                });
  }
}
