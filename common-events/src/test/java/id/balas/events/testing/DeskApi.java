package id.balas.events.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Compares the OpenAPI document of a service with the file of which the desk's types are made. The
/// file has no examples, descriptions and problem documents, and its keys are sorted.
public final class DeskApi {

  private static final Path FILES = Path.of("../desk-web/src/main/openapi");
  // The problem document is the same for each error.
  private static final Set<String> OMITTED =
      Set.of(
          "description",
          "summary",
          "example",
          "examples",
          "externalDocs",
          "operationId",
          "application/problem+json");
  private static final Set<String> OF_THE_SERVER =
      Set.of("servers", "security", "info", "tags", "x-closed");
  // Their keys are names of our own.
  private static final Set<String> NAMES = Set.of("properties", "schemas", "paths", "responses");
  private static final int MOST = 10;
  private static final JsonMapper JSON = new JsonMapper();

  private DeskApi() {}

  /// Fails if the file of this service differs. With the system property `openapi.write` it is
  /// written.
  public static void check(String service, JsonNode served) {
    Path file = FILES.resolve(service + ".json");
    JsonNode document = shape(served, OF_THE_SERVER);
    try {
      if (Boolean.getBoolean("openapi.write")) {
        Files.createDirectories(FILES);
        Files.writeString(file, write(document));
      }
      JsonNode known =
          Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
      List<String> differences = new ArrayList<>();
      compare("", known, document, differences);
      assertThat(differences.stream().limit(MOST))
          .as(
              "%s differs from the service. Run this test with -Dopenapi.write=true, look at the difference, and commit"
                  + " the file",
              file.normalize())
          .isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String write(JsonNode document) {
    var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
    return JSON.writer().with(printer).writeValueAsString(document) + "\n";
  }

  private static JsonNode shape(JsonNode node, Set<String> omitted) {
    if (node.isObject()) {
      ObjectNode result = JsonNodeFactory.instance.objectNode();
      for (String key : new TreeSet<>(node.propertyNames())) {
        if (!omitted.contains(key)) {
          JsonNode value = node.path(key);
          result.set(
              key,
              key.equals("required") && value.isArray()
                  ? sorted(value)
                  : shape(value, NAMES.contains(key) ? Set.of() : OMITTED));
        }
      }
      return result;
    }
    if (node.isArray()) {
      ArrayNode result = JsonNodeFactory.instance.arrayNode();
      node.forEach(each -> result.add(shape(each, OMITTED)));
      return result;
    }
    return node;
  }

  private static JsonNode sorted(JsonNode names) {
    ArrayNode result = JsonNodeFactory.instance.arrayNode();
    names.valueStream().map(JsonNode::asString).sorted().forEach(result::add);
    return result;
  }

  private static void compare(String at, JsonNode known, JsonNode served, List<String> found) {
    if (known.isObject() && served.isObject()) {
      Set<String> keys = new TreeSet<>(known.propertyNames());
      keys.addAll(served.propertyNames());
      keys.forEach(key -> compare(at + "/" + key, known.path(key), served.path(key), found));
    } else if (!known.equals(served)) {
      found.add(at + ": " + known + " is now " + served);
    }
  }
}
