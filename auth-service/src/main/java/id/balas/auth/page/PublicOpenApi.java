package id.balas.auth.page;

import id.balas.auth.access.Who;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document of a service for callers of the front door: each operation names who may
/// call it. Operations without an access rule are unreachable and listed under `x-closed`.
final class PublicOpenApi {

  private static final JsonMapper JSON = new JsonMapper();
  private static final JsonNode SECURITY_SCHEMES =
      JSON.readTree(
          """
          {"token": {"type": "http", "scheme": "bearer", "description": "An access token or an API key"},
           "key": {"type": "apiKey", "in": "header", "name": "X-API-Key", "description": "An API key"}}
          """);
  // The root and the error page of a service are internal.
  private static final List<String> INTERNAL = List.of("/", "/error");

  private PublicOpenApi() {}

  /// `who` returns who may call a method and path, or empty if there is no rule.
  static ObjectNode of(JsonNode document, BiFunction<String, String, Optional<Who>> who) {
    ObjectNode result = (ObjectNode) document.deepCopy();
    result.set("servers", JSON.readTree("[{\"url\": \"/\"}]"));
    result.set("security", JSON.readTree("[{\"token\": []}, {\"key\": []}]"));
    result.withObject("/components").set("securitySchemes", SECURITY_SCHEMES);
    var closed = result.putArray("x-closed");
    ObjectNode paths = result.putObject("paths");
    for (var path : document.path("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        who.apply(operation.getKey(), path.getKey())
            .ifPresentOrElse(
                rule ->
                    paths
                        .withObjectProperty(path.getKey())
                        .set(operation.getKey(), described(operation.getValue(), rule)),
                () -> {
                  if (!INTERNAL.contains(path.getKey())) {
                    closed.add(operation.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey());
                  }
                });
      }
    }
    return result;
  }

  private static ObjectNode described(JsonNode original, Who who) {
    ObjectNode operation = (ObjectNode) original.deepCopy();
    String description = operation.path("description").asString("");
    operation.put(
        "description",
        (description.isEmpty() ? "" : description + "\n\n") + "For: " + readable(who) + ".");
    if (who == Who.ANYBODY) {
      operation.putArray("security");
    }
    return operation;
  }

  private static String readable(Who who) {
    return who.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
