package id.balas.events.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/// Finds operations of an OpenAPI document without a summary, tag, schema, error or example.
public final class ApiDescriptionCheck {

  private static final String SCHEMAS = "#/components/schemas/";

  private final JsonNode api;
  private final List<String> missing = new ArrayList<>();

  private ApiDescriptionCheck(JsonNode api) {
    this.api = api;
  }

  /// Returns one sentence for each gap.
  public static List<String> missing(JsonNode api) {
    var check = new ApiDescriptionCheck(api);
    api.path("paths")
        .forEachEntry((path, item) ->
            item.forEachEntry(
                (method, operation) -> check.operation(method + " " + path, operation)));
    return check.missing;
  }

  /// Returns the names of the deprecated fields, sorted.
  public static Set<String> deprecated(JsonNode api) {
    Set<String> found = new TreeSet<>();
    for (JsonNode schema : api.path("components").path("schemas")) {
      schema
          .path("properties")
          .forEachEntry((name, field) -> {
            if (field.path("deprecated").asBoolean()) {
              found.add(name);
            }
          });
    }
    return found;
  }

  private void operation(String name, JsonNode operation) {
    require(!operation.path("summary").asString("").isBlank(), name + " has no summary");
    String tag = operation.path("tags").path(0).asString("");
    require(!tag.isBlank() && !tag.endsWith("-controller"), name + " has no tag");
    for (JsonNode parameter : operation.path("parameters")) {
      String of = name + ": parameter " + parameter.path("name").asString("");
      require(!parameter.path("description").asString("").isBlank(), of + " has no description");
      require(
          parameter.has("example") || parameter.path("schema").has("example"),
          of + " has no example");
    }
    operation
        .path("requestBody")
        .path("content")
        .forEachEntry((type, body) -> body(name + ": body " + type, body));
    responses(name, operation.path("responses"));
  }

  private void body(String of, JsonNode body) {
    require(body.path("schema").size() > 0, of + " has no schema");
    require(hasExample(body, body.path("schema")), of + " has no example");
  }

  private boolean hasExample(JsonNode body, JsonNode written) {
    String reference = written.path("$ref").asString("");
    JsonNode schema =
        reference.startsWith(SCHEMAS)
            ? api.path("components").path("schemas").path(reference.substring(SCHEMAS.length()))
            : written;
    JsonNode properties = schema.path("properties");
    return body.has("example")
        || schema.has("example")
        || schema.path("format").asString("").equals("binary")
        || (properties.size() > 0
            && properties
                .valueStream()
                .allMatch(p -> p.has("example") || p.path("format").asString("").equals("binary")));
  }

  private void responses(String name, JsonNode responses) {
    responses.forEachEntry((status, response) -> {
      String of = name + ": response " + status;
      require(!response.path("description").asString("").isBlank(), of + " has no description");
      require(status.equals("204") || response.path("content").size() > 0, of + " has no content");
      if (status.startsWith("4") || status.startsWith("5")) {
        require(
            response.path("content").path("application/problem+json").has("example"),
            of + " has no example");
      }
    });
    require(
        responses.propertyStream().anyMatch(response -> response.getKey().startsWith("4")),
        name + " describes no error");
    require(
        responses.propertyStream().anyMatch(response -> response.getKey().startsWith("2")),
        name + " describes no success");
  }

  private void require(boolean isMet, String sentence) {
    if (!isMet) {
      missing.add(sentence);
    }
  }
}
