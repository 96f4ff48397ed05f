package id.balas.auth.page;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.auth.Asvs;
import id.balas.auth.Client;
import id.balas.auth.RunningService;
import id.balas.events.testing.ApiDescriptionCheck;
import id.balas.events.testing.DeskApi;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every operation of this service is described well enough to be called from `/docs`.
class OpenApiIT {

  private static final List<String> WITHOUT_ERRORS = List.of("get /", "get /.well-known/jwks.json");

  private static JsonNode document;

  @BeforeAll
  static void load() {
    document = Client.stranger(RunningService.shared()).get("/docs/openapi").is(200).json();
  }

  private record Operation(String name, JsonNode json) {}

  private List<Operation> operations() {
    List<Operation> found = new ArrayList<>();
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        found.add(new Operation(operation.getKey() + " " + path.getKey(), operation.getValue()));
      }
    }
    assertThat(found).hasSizeGreaterThan(25);
    return found;
  }

  @Test
  void everyOperationHasAnAccessRule() {
    assertThat(document.path("x-closed").isArray()).isTrue();
    assertThat(document.path("x-closed")).isEmpty();
    assertThat(operations())
        .allSatisfy(operation ->
            assertThat(operation.json().path("description").asString(""))
                .as(operation.name())
                .contains("For: "));
  }

  @Test
  void formerFieldNamesAreMarkedAsDeprecated() {
    assertThat(ApiDescriptionCheck.deprecated(document)).containsExactly("what", "who", "whoId");
  }

  @Test
  void theDeskKnowsThisDocument() {
    DeskApi.check("auth-service", document);
  }

  @Test
  void everyOperationHasSummaryAndTag() {
    assertThat(operations())
        .allSatisfy(operation -> {
          assertThat(operation.json().path("summary").asString(""))
              .as(operation.name())
              .isNotBlank();
          assertThat(operation.json().path("tags"))
              .as(operation.name())
              .isNotEmpty()
              .allMatch(tag -> !tag.asString().contains("controller"));
        });
  }

  @Test
  void everyParameterHasDescriptionAndExample() {
    for (Operation operation : operations()) {
      for (JsonNode parameter : operation.json().path("parameters")) {
        String name = operation.name() + " " + parameter.path("name");
        assertThat(parameter.path("description").asString("")).as(name).isNotBlank();
        assertThat(hasExample(parameter)).as(name).isTrue();
      }
    }
  }

  @Asvs("2.1.1")
  @Test
  void everyBodyHasSchemaAndExample() {
    for (Operation operation : operations()) {
      JsonNode request = operation.json().path("requestBody");
      if (request.isObject()) {
        assertThat(request.path("content")).as(operation.name()).isNotEmpty();
        assertThat(request.path("content")).allMatch(this::hasExample, operation.name());
      }
      if (operation.name().matches("(post|patch|put) .*") && !hasNoInput(operation.name())) {
        assertThat(request.isObject()).as(operation.name()).isTrue();
      }
      for (var response : operation.json().path("responses").properties()) {
        assertThat(response.getValue().path("content"))
            .as(operation.name() + " " + response.getKey())
            .allMatch(this::hasExample);
      }
    }
  }

  private static boolean hasNoInput(String operation) {
    return List.of("post /auth/me/recovery-codes", "post /users/{id}/reset").contains(operation);
  }

  @Test
  void everyOperationHasItsErrors() {
    for (Operation operation : operations()) {
      if (!WITHOUT_ERRORS.contains(operation.name())) {
        assertThat(operation.json().path("responses").propertyNames())
            .as(operation.name())
            .anyMatch(status -> status.startsWith("4"));
      }
    }
  }

  /// An example of its own, or of each property of its schema.
  private boolean hasExample(JsonNode described) {
    return described.has("example")
        || described.has("examples")
        || hasExampleSchema(described.path("schema"));
  }

  private boolean hasExampleSchema(JsonNode schema) {
    if (schema.has("example") || schema.has("examples") || schema.has("enum")) {
      return true;
    }
    if (schema.has("$ref")) {
      return hasExampleSchema(document.at(schema.path("$ref").asString("").substring(1)));
    }
    if (schema.has("items")) {
      return hasExampleSchema(schema.path("items"));
    }
    return !schema.path("properties").isEmpty()
        && schema.path("properties").valueStream().allMatch(this::hasExampleSchema);
  }
}
