package id.balas.auth.page;

import id.balas.auth.access.Access;
import id.balas.auth.access.Who;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;

/// Adds the errors that follow from an operation's input and access rule to this service's OpenAPI
/// document.
@Configuration
class OpenApiConfiguration {

  private static final Map<String, String> CONFLICTS =
      Map.of(
          "POST /auth/register", "The username is taken.",
          "PATCH /auth/me", "The e-mail address is taken.",
          "PATCH /users/{id}", "The e-mail address is taken.",
          "DELETE /users/{id}",
              "This is the last admin who can sign in. Make another user an admin first.",
          "POST /auth/me/password", "The account was changed meanwhile. Try again.",
          "POST /auth/me/totp/off", "The account was changed meanwhile. Try again.",
          "POST /auth/me/totp", "An authenticator app is already in use. Turn it off first.",
          "POST /auth/me/recovery-codes", "There is no authenticator app in use. Add one first.",
          "POST /auth/me/totp/confirm", "There is no authenticator app to confirm.");

  @Bean
  OpenApiCustomizer documentedErrors() {
    return OpenApiConfiguration::addErrors;
  }

  private static void addErrors(OpenAPI document) {
    document
        .getPaths()
        .forEach((path, item) ->
            item.readOperationsMap()
                .forEach((method, operation) -> addErrors(method.name(), path, operation)));
  }

  private static void addErrors(String method, String path, Operation operation) {
    boolean isOpen = Access.who(method, path).filter(who -> who == Who.ANYBODY).isPresent();
    boolean isLogin = path.startsWith("/auth/");
    if (operation.getRequestBody() != null || operation.getParameters() != null) {
      add(operation, HttpStatus.BAD_REQUEST, "\"limit\" must be between 1 and 500.");
    }
    if (!isOpen || isLogin) {
      add(operation, HttpStatus.UNAUTHORIZED, "Sign in first.");
      add(operation, HttpStatus.TOO_MANY_REQUESTS, "Too many calls. Wait before the next one.");
    }
    if (!isOpen) {
      add(
          operation,
          HttpStatus.FORBIDDEN,
          "Your role or the key's scopes do not allow this. Ask an admin.");
    }
    if (path.contains("{")) {
      add(operation, HttpStatus.NOT_FOUND, "There is no such user.");
    }
    String conflict = CONFLICTS.get(method + " " + path);
    if (conflict != null) {
      add(operation, HttpStatus.CONFLICT, conflict);
    }
  }

  private static void add(Operation operation, HttpStatus status, String detail) {
    Map<String, Object> example = new LinkedHashMap<>();
    example.put("title", status.getReasonPhrase());
    example.put("status", status.value());
    example.put("detail", detail);
    if (status == HttpStatus.BAD_REQUEST) {
      example.put("parameter", "limit");
    }
    operation
        .getResponses()
        .addApiResponse(
            "" + status.value(),
            new ApiResponse()
                .description(status.getReasonPhrase())
                .content(
                    new Content()
                        .addMediaType(
                            "application/problem+json",
                            new MediaType().schema(new ObjectSchema()).example(example))));
  }
}
