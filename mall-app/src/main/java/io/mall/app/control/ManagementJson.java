package io.mall.app.control;

import org.springframework.context.annotation.Bean;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.type.LogicalType;

/**
 * Lets operators write {@code true} and {@code false}. Actuator reads every body as a map of texts,
 * which the shop's JSON, read to the letter, would refuse. Of the management port's context only:
 * named in {@code META-INF/spring}, and no configuration that a scan would find.
 */
class ManagementJson {

  @Bean
  WebMvcConfigurer managementJson(JsonMapper shop) {
    JsonMapper mapper =
        shop.rebuild()
            .withCoercionConfig(
                LogicalType.Textual,
                text -> text.setCoercion(CoercionInputShape.Boolean, CoercionAction.TryConvert))
            .build();
    return new WebMvcConfigurer() {
      @Override
      public void configureMessageConverters(ServerBuilder converters) {
        converters.withJsonConverter(new JacksonJsonHttpMessageConverter(mapper));
      }
    };
  }
}
