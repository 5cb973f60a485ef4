package io.mall.app.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document's frame: title, log-in, and ids as strings. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

  private static final String LOGIN = "login";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(new Info().title("Mall").version("1").description("A shop on a sharded database."))
        .components(
            new Components()
                .addSecuritySchemes(
                    LOGIN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")))
        .addSecurityItem(new SecurityRequirement().addList(LOGIN));
  }
}
