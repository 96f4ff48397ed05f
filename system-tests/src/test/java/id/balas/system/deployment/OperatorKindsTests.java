package id.balas.system.deployment;

import static id.balas.system.deployment.Manifests.each;
import static id.balas.system.deployment.Manifests.name;
import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.wire.TopicAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The kinds of the Gateway API and of Strimzi's users, which a cluster checks only after their
/// operators are installed: an unknown field is an error at any depth, and each reference has its
/// target.
class OperatorKindsTests {

  private static final JsonMapper JSON = new JsonMapper();
  private static final Manifests PRODUCTION = Manifests.in("base", "overlays/production");
  private static final Manifests KAFKA = Manifests.in("kafka");
  private static final String GATEWAY_API = "gateway.networking.k8s.io/v1";

  private static final Set<String> METADATA = Set.of("metadata", "metadata.name");
  // A part of each schema: all that we use. Lists have no index.
  private static final Set<String> GATEWAY =
      Set.of(
          "spec",
          "spec.gatewayClassName",
          "spec.listeners",
          "spec.listeners.name",
          "spec.listeners.hostname",
          "spec.listeners.port",
          "spec.listeners.protocol",
          "spec.listeners.tls",
          "spec.listeners.tls.mode",
          "spec.listeners.tls.certificateRefs",
          "spec.listeners.tls.certificateRefs.name",
          "spec.listeners.allowedRoutes",
          "spec.listeners.allowedRoutes.namespaces",
          "spec.listeners.allowedRoutes.namespaces.from");
  private static final Set<String> ROUTE =
      Set.of(
          "spec",
          "spec.parentRefs",
          "spec.parentRefs.name",
          "spec.parentRefs.sectionName",
          "spec.hostnames",
          "spec.rules",
          "spec.rules.matches",
          "spec.rules.matches.path",
          "spec.rules.matches.path.type",
          "spec.rules.matches.path.value",
          "spec.rules.matches.method",
          "spec.rules.timeouts",
          "spec.rules.timeouts.request",
          "spec.rules.filters",
          "spec.rules.filters.type",
          "spec.rules.filters.requestRedirect",
          "spec.rules.filters.requestRedirect.scheme",
          "spec.rules.filters.requestRedirect.statusCode",
          "spec.rules.filters.responseHeaderModifier",
          "spec.rules.filters.responseHeaderModifier.set",
          "spec.rules.filters.responseHeaderModifier.set.name",
          "spec.rules.filters.responseHeaderModifier.set.value",
          "spec.rules.backendRefs",
          "spec.rules.backendRefs.name",
          "spec.rules.backendRefs.port");
  private static final Set<String> KAFKA_USER =
      Set.of(
          "metadata.labels",
          "metadata.labels.strimzi.io/cluster",
          "spec",
          "spec.authentication",
          "spec.authentication.type",
          "spec.authorization",
          "spec.authorization.type",
          "spec.authorization.acls",
          "spec.authorization.acls.resource",
          "spec.authorization.acls.resource.type",
          "spec.authorization.acls.resource.name",
          "spec.authorization.acls.operations");

  // gateway-api GEP-2257.
  private static final String DURATION = "([0-9]{1,5}(h|m|s|ms)){1,4}";

  @Test
  void allFieldsAreKnown() {
    PRODUCTION.kind("Gateway").forEach(one -> assertKnown(one, GATEWAY_API, GATEWAY));
    PRODUCTION.kind("HTTPRoute").forEach(one -> assertKnown(one, GATEWAY_API, ROUTE));
    KAFKA
        .kind("KafkaUser")
        .forEach(one -> assertKnown(one, "kafka.strimzi.io/v1beta2", KAFKA_USER));
    assertThat(PRODUCTION.kind("Ingress")).isEmpty();
  }

  private static void assertKnown(JsonNode one, String version, Set<String> known) {
    assertThat(one.path("apiVersion").asString("")).as(name(one)).isEqualTo(version);
    Set<String> all = new TreeSet<>(known);
    all.addAll(METADATA);
    all.addAll(Set.of("apiVersion", "kind"));
    List<String> paths = new ArrayList<>();
    collect("", one, paths);
    assertThat(all).as(name(one)).containsAll(paths);
  }

  private static void collect(String path, JsonNode node, List<String> paths) {
    if (node.isArray()) {
      each(node).forEach(element -> collect(path, element, paths));
    }
    node.properties()
        .forEach(field -> {
          String inner = path.isEmpty() ? field.getKey() : path + "." + field.getKey();
          paths.add(inner);
          collect(inner, field.getValue(), paths);
        });
  }

  @Test
  void listenersAreValid() {
    assertThat(PRODUCTION.kind("Gateway")).hasSize(1);
    for (JsonNode listener : PRODUCTION.kind("Gateway").getFirst().at("/spec/listeners")) {
      boolean isHttps = listener.path("protocol").asString().equals("HTTPS");
      assertThat(listener.path("protocol").asString()).isIn("HTTP", "HTTPS");
      assertThat(listener.path("port").asInt()).isEqualTo(isHttps ? 443 : 80);
      assertThat(listener.has("tls")).isEqualTo(isHttps);
      assertThat(listener.at("/tls/mode").asString("Terminate")).isEqualTo("Terminate");
      assertThat(listener.at("/allowedRoutes/namespaces/from").asString()).isEqualTo("Same");
    }
  }

  @Test
  void routesJoinAListenerAndAService() {
    Map<String, String> hosts = new LinkedHashMap<>();
    JsonNode gateway = PRODUCTION.kind("Gateway").getFirst();
    for (JsonNode listener : gateway.at("/spec/listeners")) {
      hosts.put(listener.path("name").asString(), listener.path("hostname").asString());
    }
    for (JsonNode route : PRODUCTION.kind("HTTPRoute")) {
      JsonNode parent = route.at("/spec/parentRefs/0");
      assertThat(parent.path("name").asString()).as(name(route)).isEqualTo(name(gateway));
      assertThat(hosts.get(parent.path("sectionName").asString()))
          .as(name(route))
          .isEqualTo(route.at("/spec/hostnames/0").asString());
      for (JsonNode rule : route.at("/spec/rules")) {
        assertRule(route, rule);
      }
    }
    assertThat(PRODUCTION.values("settings.env").get("PUBLIC_URL"))
        .isEqualTo("https://" + hosts.get("https"));
  }

  private static void assertRule(JsonNode route, JsonNode rule) {
    boolean isRedirect = rule.at("/filters/0/type").asString("").equals("RequestRedirect");
    assertThat(rule.has("backendRefs")).as(name(route)).isNotEqualTo(isRedirect);
    for (JsonNode backend : rule.path("backendRefs")) {
      assertThat(ports(backend.path("name").asString()))
          .as(name(route))
          .contains(backend.path("port").asInt());
    }
    if (!isRedirect) {
      assertThat(rule.at("/timeouts/request").asString("")).as(name(route)).matches(DURATION);
    }
    each(rule.path("matches"))
        .forEach(match -> {
          assertThat(match.at("/path/type").asString()).isIn("Exact", "PathPrefix");
          assertThat(match.at("/path/value").asString()).startsWith("/");
        });
    each(rule.path("filters"))
        .forEach(filter -> {
          String type = filter.path("type").asString();
          assertThat(type).isIn("RequestRedirect", "ResponseHeaderModifier");
          assertThat(filter.has(Character.toLowerCase(type.charAt(0)) + type.substring(1)))
              .as(name(route))
              .isTrue();
        });
  }

  /// A match of a route: an exact path goes before a prefix, and a longer prefix before a shorter.
  private record Match(boolean isExact, int length, String timeLimit) {}

  @Test
  void downloadsHaveNoTimeLimit() throws Exception {
    Path document = Manifests.root().resolve("desk-web/src/main/openapi/bot-service.json");
    JsonNode paths = JSON.readTree(Files.readString(document)).path("paths");
    List<String> downloads =
        paths.properties().stream()
            .filter(path -> isDownload(path.getValue()))
            .map(Map.Entry::getKey)
            .toList();

    assertThat(downloads).contains("/chats/stream", "/export", "/contacts/export");
    assertThat(downloads).allMatch(path -> timeLimit("GET", path).equals("0s"));
    assertThat(timeLimit("GET", "/media/x")).isEqualTo("0s");
    assertThat(timeLimit("POST", "/media")).isEqualTo("6m");
    assertThat(timeLimit("GET", "/chats")).isEqualTo("6m");
  }

  private static boolean isDownload(JsonNode path) {
    var types = path.at("/get/responses/200/content").properties();
    return !types.isEmpty()
        && types.stream()
            .map(Map.Entry::getKey)
            .noneMatch(type -> type.equals("*/*") || type.equals("application/json"));
  }

  private static String timeLimit(String method, String path) {
    return PRODUCTION.kind("HTTPRoute").stream()
        .filter(route -> name(route).equals("front-door"))
        .flatMap(route -> each(route.at("/spec/rules")))
        .flatMap(rule ->
            each(rule.path("matches"))
                .filter(match -> matches(match, method, path))
                .map(match ->
                    new Match(
                        match.at("/path/type").asString().equals("Exact"),
                        match.at("/path/value").asString().length(),
                        rule.at("/timeouts/request").asString())))
        .max(Comparator.comparing(Match::isExact).thenComparingInt(Match::length))
        .orElseThrow()
        .timeLimit();
  }

  private static boolean matches(JsonNode match, String method, String path) {
    String value = match.at("/path/value").asString();
    boolean isExact = match.at("/path/type").asString().equals("Exact");
    return match.path("method").asString(method).equals(method)
        && (path.equals(value)
            || (!isExact && (path + "/").startsWith(value.equals("/") ? value : value + "/")));
  }

  private static List<Integer> ports(String service) {
    return PRODUCTION.kind("Service").stream()
        .filter(one -> name(one).equals(service))
        .flatMap(one -> each(one.path("spec").path("ports")))
        .map(port -> port.path("port").asInt())
        .toList();
  }

  @Test
  void kafkaUsersHaveTheRightsOfTheCode() {
    for (TopicAccess access : TopicAccess.ALL) {
      Set<String> wanted = new TreeSet<>();
      access
          .describes()
          .forEach(topic -> {
            wanted.add("topic " + topic + " Describe");
            wanted.add("topic " + topic + " DescribeConfigs");
          });
      access.reads().forEach(topic -> wanted.add("topic " + topic + " Read"));
      access.writes().forEach(topic -> wanted.add("topic " + topic + " Write"));
      access
          .groups()
          .forEach(group -> {
            wanted.add("group " + group + " Describe");
            wanted.add("group " + group + " Read");
          });
      assertThat(rights(access.service())).as(access.service()).isEqualTo(wanted);
    }
  }

  @Test
  void scalerReadsNoRecords() {
    JsonNode trigger =
        PRODUCTION.kind("TriggerAuthentication").getFirst().at("/spec/secretTargetRef");
    assertThat(each(trigger)).anyMatch(one -> one.path("name").asString().equals("keda"));
    assertThat(rights("keda")).hasSize(4).allMatch(right -> right.endsWith(" Describe"));
    for (JsonNode scaled : PRODUCTION.kind("ScaledObject")) {
      JsonNode lag = scaled.at("/spec/triggers/0/metadata");
      assertThat(rights("keda"))
          .contains(
              "topic " + lag.path("topic").asString() + " Describe",
              "group " + lag.path("consumerGroup").asString() + " Describe");
    }
  }

  private static Set<String> rights(String user) {
    Set<String> rights = new TreeSet<>();
    JsonNode found =
        KAFKA.kind("KafkaUser").stream()
            .filter(one -> name(one).equals(user))
            .findFirst()
            .orElseThrow();
    for (JsonNode rule : found.at("/spec/authorization/acls")) {
      String resource =
          rule.at("/resource/type").asString() + " " + rule.at("/resource/name").asString();
      operations(rule).forEach(operation -> rights.add(resource + " " + operation));
    }
    return rights;
  }

  private static Stream<String> operations(JsonNode rule) {
    return each(rule.path("operations")).map(JsonNode::asString);
  }
}
