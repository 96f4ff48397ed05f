package id.balas.auth.page;

import id.balas.auth.access.Backend;
import id.balas.auth.access.Caller;
import id.balas.auth.access.Role;
import id.balas.auth.frontdoor.BackendClient;
import id.balas.auth.frontdoor.CallerTokens;
import id.balas.auth.frontdoor.FrontDoorProperties;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Fetches the OpenAPI document of another service.
@Component
class BackendOpenApi {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final JsonMapper JSON = new JsonMapper();
  private static final Caller FRONT_DOOR =
      new Caller("front-door", "front-door", Role.ADMIN.word(), Role.ADMIN.scopes(), null);

  private final FrontDoorProperties properties;
  private final BackendClient http;
  private final CallerTokens tokens;

  BackendOpenApi(FrontDoorProperties properties, BackendClient http, CallerTokens tokens) {
    this.properties = properties;
    this.http = http;
    this.tokens = tokens;
  }

  /// Empty if the service is down or has no document.
  Optional<JsonNode> of(Backend service) {
    var request =
        HttpRequest.newBuilder(
                BackendClient.target(properties.address(service), service.docs(), ""))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + tokens.of(FRONT_DOOR, service))
            .build();
    try {
      return BackendClient.await(http.send(request)) instanceof BackendClient.Answered(var response)
          ? read(response.statusCode(), response.body())
          : Optional.empty();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }

  private static Optional<JsonNode> read(int status, InputStream body) {
    try (body) {
      return status == 200 ? Optional.of(JSON.readTree(body)) : Optional.empty();
    } catch (IOException | JacksonException _) {
      return Optional.empty();
    }
  }
}
