package id.balas.system.desk;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.system.TestStack;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The schemas that the desk's types are made of are those that the services serve. With
/// `-Ddesk.schemas=write` it writes them.
@Order(2)
class DeskTypesIT {

  private static final Path SCHEMAS = Path.of("..", "desk-web", "src", "main", "openapi");
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  @ParameterizedTest
  @ValueSource(strings = {"auth-service", "bot-service", "sender-service", "ingest-service"})
  void schemasAreThoseOfTheService(String service) throws Exception {
    String path = service.equals("auth-service") ? "/docs/openapi" : "/docs/openapi/" + service;
    String url = TestStack.shared().stack().auth().url() + path;
    String document =
        HttpClient.newHttpClient()
            .send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString())
            .body();
    var schemas = new TreeMap<String, JsonNode>();
    JSON.readTree(document)
        .at("/components/schemas")
        .properties()
        .forEach(each -> schemas.put(each.getKey(), each.getValue()));
    assertThat(schemas).isNotEmpty();
    String served = JSON.writeValueAsString(schemas) + "\n";
    Path file = SCHEMAS.resolve(service + ".json");
    if ("write".equals(System.getProperty("desk.schemas"))) {
      Files.createDirectories(SCHEMAS);
      Files.writeString(file, served);
    }
    assertThat(Files.readString(file))
        .as("Run this test with -Ddesk.schemas=write")
        .isEqualToNormalizingNewlines(served);
  }
}
