package id.balas.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls every endpoint of every service through the front door, as listed in their OpenAPI
/// documents.
final class EveryEndpoint {

  private static final List<String> DOCUMENTS =
      List.of(
          "/docs/openapi",
          "/docs/openapi/ingest-service",
          "/docs/openapi/bot-service",
          "/docs/openapi/sender-service");
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String desk;

  EveryEndpoint(String desk) {
    this.desk = desk;
  }

  void rejectsAnonymousCallersUnlessPublic() throws Exception {
    for (String address : DOCUMENTS) {
      // A service writes its document at the first request, which the front door may cut off.
      HttpResponse<String> document =
          await()
              .atMost(Duration.ofSeconds(30))
              .until(() -> call("GET", address), response -> response.statusCode() == 200);
      JsonNode api = new JsonMapper().readTree(document.body());
      assertThat(api.path("x-closed").isArray()).as(address).isTrue();
      assertThat(api.path("x-closed")).as("endpoints without a line in Access or Routes").isEmpty();
      assertThat(api.path("paths")).as(address).isNotEmpty();
      for (var path : api.path("paths").properties()) {
        for (var operation : path.getValue().properties()) {
          String description = operation.getValue().path("description").asString("");
          check(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), description);
        }
      }
    }
  }

  private void check(String method, String template, String description) throws Exception {
    assertThat(description).as(method + " " + template).contains("For: ");
    int status = call(method, template.replaceAll("\\{[^}]*}", "1")).statusCode();
    // A public endpoint validates its own input.
    if (!description.contains("For: anybody")) {
      assertThat(status).as(method + " " + template + " without a token").isEqualTo(401);
    }
  }

  private HttpResponse<String> call(String method, String path) throws Exception {
    return HTTP.send(
        HttpRequest.newBuilder(URI.create(desk + path))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString());
  }
}
