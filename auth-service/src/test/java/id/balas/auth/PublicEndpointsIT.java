package id.balas.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Requests without credentials, over real HTTP.
class PublicEndpointsIT {

  private final RunningService service = RunningService.shared();

  @Test
  void rootReturnsHealthToPrograms() throws Exception {
    assertThat(service.get("/").body()).isEqualTo("{\"status\":\"ok\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/users",
        "/chats",
        "/actuator/health",
        "/error",
        "/.well-known",
        "/.well-known/jwks.json/x",
        "/favicon.ico"
      })
  void otherPathsAreUnauthorizedProblems(String path) throws Exception {
    HttpResponse<String> response = service.get(path);

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(response.headers().firstValue("WWW-Authenticate")).contains("Bearer");
    assertThat(response.body()).contains("\"status\":401", "\"detail\":\"Sign in first.");
  }

  @Test
  void keySetIsReadOnly() throws Exception {
    assertThat(service.post("/.well-known/jwks.json").statusCode()).isEqualTo(401);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//",
        "/..;/",
        "/%2e%2e/",
        "/%00",
        "/a%0d%0ab",
        "/.well-known/../users",
        "/;x=1/",
        "/%",
        "/\\",
        "/<script>"
      })
  void malformedPathsAreRefused(String path) throws Exception {
    assertThat(service.statusOfRaw(path)).matches("HTTP/1\\.1 (400|401).*");
  }

  @Test
  void managementPortShowsHealthAndMetricsWithoutToken() throws Exception {
    assertThat(service.getManagement("/actuator/health/liveness").body()).contains("\"UP\"");
    assertThat(service.getManagement("/actuator/health/readiness").body()).contains("\"UP\"");
    assertThat(service.getManagement("/actuator/prometheus").body())
        .contains("jvm_memory_used_bytes");
    assertThat(service.getManagement("/actuator/env").statusCode()).isIn(401, 404);
  }
}
