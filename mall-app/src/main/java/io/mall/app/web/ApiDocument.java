package io.mall.app.web;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document's frame: title, log-in, and ids as strings. */
@Configuration(proxyBeanMethods = false)
class ApiDocument {

  private static final String LOGIN = "login";
  private static final String PROBLEM = "Problem";

  @Bean
  OpenAPI openApi() {
    return new OpenAPI()
        .info(new Info().title("Mall").version("1").description("A shop on a sharded database."))
        .components(
            new Components()
                .addSchemas(PROBLEM, problem())
                .addSecuritySchemes(
                    LOGIN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")))
        .addSecurityItem(new SecurityRequirement().addList(LOGIN));
  }

  /** Every operation may refuse, and every refusal looks the same. */
  @Bean
  OpenApiCustomizer refusals() {
    Schema<?> schema = new Schema<>().$ref("#/components/schemas/" + PROBLEM);
    ApiResponse refusal =
        new ApiResponse()
            .description("A refusal; its code says which")
            .content(
                new Content()
                    .addMediaType("application/problem+json", new MediaType().schema(schema)));
    return document ->
        document.getPaths().values().stream()
            .flatMap(path -> path.readOperations().stream())
            .forEach(operation -> operation.getResponses().addApiResponse("default", refusal));
  }

  private static Schema<?> problem() {
    Schema<?> field =
        new ObjectSchema()
            .addProperty("field", new StringSchema())
            .addProperty("message", new StringSchema());
    Schema<?> problem = new ObjectSchema().description("RFC 9457");
    problem.addProperty("type", new StringSchema().example("/problems/request/unknown-path"));
    problem.addProperty("title", new StringSchema());
    problem.addProperty("status", new IntegerSchema());
    problem.addProperty("detail", new StringSchema());
    problem.addProperty("code", new StringSchema().example("request/unknown-path"));
    problem.addProperty("traceId", new StringSchema());
    problem.addProperty("errors", new ArraySchema().items(field));
    problem.setRequired(List.of("type", "title", "status", "detail", "code", "traceId"));
    return problem;
  }
}
