package id.balas.system.deployment;

import static id.balas.system.deployment.Manifests.container;
import static id.balas.system.deployment.Manifests.each;
import static id.balas.system.deployment.Manifests.name;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Each connection of the design exists: as an address in a setting, and allowed by the network
/// policies at both ends.
class NetworkPolicyTests {

  private static final List<String> BEHIND_THE_FRONT_DOOR =
      List.of("ingest-service", "bot-service", "sender-service");

  @ParameterizedTest
  @ValueSource(strings = {"production", "demo"})
  void frontDoorAndServicesReachEachOther(String overlay) {
    Manifests manifests = Manifests.in("base", "overlays/" + overlay);
    JsonNode frontDoor = deployment(manifests, "auth-service");
    assertThat(address(manifests, "auth-service"))
        .isEqualTo("http://auth-service:" + port(frontDoor));
    for (String service : BEHIND_THE_FRONT_DOOR) {
      JsonNode behind = deployment(manifests, service);
      assertThat(address(manifests, service)).isEqualTo("http://" + service + ":" + port(behind));
      assertThat(isOpen(manifests, frontDoor, behind))
          .as("from the front door to " + service)
          .isTrue();
      assertThat(isOpen(manifests, behind, frontDoor))
          .as("from " + service + " to the keys")
          .isTrue();
    }
  }

  private static JsonNode deployment(Manifests manifests, String name) {
    return manifests.kind("Deployment").stream()
        .filter(one -> name(one).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static int port(JsonNode deployment) {
    return container(deployment).path("ports").path(0).path("containerPort").asInt();
  }

  private static String address(Manifests manifests, String service) {
    String setting = "BALAS_" + service.replace("-service", "").toUpperCase(Locale.ROOT) + "_URL";
    return manifests.values("settings.env").getOrDefault(setting, setting + " is not set");
  }

  private static boolean isOpen(Manifests manifests, JsonNode here, JsonNode there) {
    return arrows(manifests, here, "egress")
            .anyMatch(arrow -> leads(manifests, arrow, "to", there, "" + port(there)))
        && arrows(manifests, there, "ingress")
            .anyMatch(arrow -> leads(manifests, arrow, "from", here, "http"));
  }

  private static Stream<JsonNode> arrows(Manifests manifests, JsonNode pods, String direction) {
    return manifests.kind("NetworkPolicy").stream()
        .filter(policy -> manifests.podsWith(policy.at("/spec/podSelector")).contains(pods))
        .flatMap(policy -> each(policy.path("spec").path(direction)));
  }

  private static boolean leads(
      Manifests manifests, JsonNode arrow, String end, JsonNode pods, String port) {
    return each(arrow.path("ports")).anyMatch(one -> one.path("port").asString().equals(port))
        && each(arrow.path(end))
            .filter(one -> one.has("podSelector") && !one.has("namespaceSelector"))
            .anyMatch(one -> manifests.podsWith(one.path("podSelector")).contains(pods));
  }
}
