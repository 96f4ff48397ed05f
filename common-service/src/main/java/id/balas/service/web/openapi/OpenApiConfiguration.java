package id.balas.service.web.openapi;

import id.balas.service.web.IdempotencyKey;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;

/// The OpenAPI document of a service that declares an [ApiTitle]: its title, the front door's
/// token, the error documents and the `Idempotency-Key`.
@AutoConfiguration
@ConditionalOnClass(OperationCustomizer.class)
@ConditionalOnBean(ApiTitle.class)
class OpenApiConfiguration {

  private static final String TOKEN = "front-door";
  private static final Map<String, String> ERRORS_OF_ALL =
      Map.of(
          "400", "A parameter or field is invalid; `parameter` names it",
          "401", "No valid token",
          "403", "The role does not allow this",
          "503", "The database or Kafka is unavailable; see Retry-After");

  @Bean
  OpenAPI openApi(ApiTitle title) {
    return new OpenAPI()
        .info(new Info().title(title.title()).version("1").description(title.description().strip()))
        .components(
            new Components()
                .addSecuritySchemes(
                    TOKEN,
                    new SecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT")))
        .addSecurityItem(new SecurityRequirement().addList(TOKEN));
  }

  @Bean
  OperationCustomizer sharedDescriptions() {
    return (operation, _) -> {
      describeKey(operation);
      describeErrors(operation);
      return operation;
    };
  }

  private static void describeKey(Operation operation) {
    if (operation.getParameters() == null) {
      return;
    }
    for (Parameter parameter : operation.getParameters()) {
      if (IdempotencyKey.HEADER.equals(parameter.getName())) {
        parameter
            .description("A new UUID for each action. Repeat an action with the same one.")
            .example("0b8f6c1e-3d0a-4c55-9a58-0f5f6f2b7a11");
      }
    }
  }

  private static void describeErrors(Operation operation) {
    ApiResponses responses = operation.getResponses();
    ERRORS_OF_ALL.forEach((status, description) -> {
      if (!responses.containsKey(status)) {
        responses.addApiResponse(status, new ApiResponse().description(description));
      }
    });
    responses.forEach((status, response) -> {
      if (status.startsWith("4") || status.startsWith("5")) {
        response.setContent(
            new Content()
                .addMediaType(
                    "application/problem+json", problem(status, response.getDescription())));
      }
    });
  }

  private static MediaType problem(String status, String description) {
    Schema<?> schema =
        new ObjectSchema()
            .addProperty("title", new StringSchema())
            .addProperty("status", new IntegerSchema())
            .addProperty("detail", new StringSchema())
            .addProperty("parameter", new StringSchema());
    int code = Integer.parseInt(status);
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("title", HttpStatus.valueOf(code).getReasonPhrase());
    example.put("status", code);
    if (code == HttpStatus.BAD_REQUEST.value()) {
      example.put("detail", "\"limit\" must be between 1 and 200.");
      example.put("parameter", "limit");
    } else {
      example.put("detail", description + ".");
    }
    return new MediaType().schema(schema).example(example);
  }
}
