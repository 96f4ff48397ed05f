package id.balas.system.deployment;

import static id.balas.system.deployment.Manifests.container;
import static id.balas.system.deployment.Manifests.each;
import static id.balas.system.deployment.Manifests.name;
import static id.balas.system.deployment.Manifests.pod;
import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.wire.Topic;
import id.balas.events.wire.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Each reference in `k8s/` and in the alerts has its target. A cluster would report a missing one
/// only after the rollout.
class ManifestsTests {

  private static final List<String> SERVICES =
      List.of("ingest-service", "bot-service", "sender-service", "auth-service");
  private static final Set<String> PROBES =
      Set.of("/actuator/health/liveness", "/actuator/health/readiness");
  private static final Manifests PRODUCTION = Manifests.in("base", "overlays/production");
  private static final Manifests DEMO = Manifests.in("base", "overlays/demo");

  private static Manifests named(String overlay) {
    return overlay.equals("demo") ? DEMO : PRODUCTION;
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "demo"})
  void selectorsMatchPodsAndTheirPorts(String overlay) {
    Manifests manifests = named(overlay);
    for (JsonNode workload : manifests.workloads()) {
      if (workload.path("spec").has("selector")) {
        assertThat(manifests.podsWith(workload.path("spec").path("selector")))
            .as(name(workload))
            .containsExactly(workload);
      }
    }
    for (JsonNode service : manifests.kind("Service")) {
      List<JsonNode> pods = manifests.podsWith(service.path("spec").path("selector"));
      assertThat(pods).as(name(service)).hasSize(1);
      each(service.path("spec").path("ports"))
          .forEach(port -> {
            assertThat(portNames(pods.getFirst()))
                .as(name(service))
                .contains(port.path("targetPort").asString());
            assertThat(portNumbers(pods.getFirst()))
                .as(name(service))
                .contains(port.path("port").asInt());
          });
    }
    for (JsonNode budget : manifests.kind("PodDisruptionBudget")) {
      assertThat(manifests.podsWith(budget.path("spec").path("selector")))
          .as(name(budget))
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "demo"})
  void networkPoliciesConnectPodsToOpenPorts(String overlay) {
    Manifests manifests = named(overlay);
    for (JsonNode policy : manifests.kind("NetworkPolicy")) {
      List<JsonNode> here = manifests.podsWith(policy.path("spec").path("podSelector"));
      assertThat(here).as(name(policy)).isNotEmpty();
      each(policy.path("spec").path("ingress"))
          .forEach(arrow -> {
            each(arrow.path("from"))
                .filter(from -> from.has("podSelector"))
                .forEach(from ->
                    assertThat(manifests.podsWith(from.path("podSelector")))
                        .as(name(policy))
                        .isNotEmpty());
            each(arrow.path("ports"))
                .forEach(port ->
                    assertThat(here)
                        .as(name(policy))
                        .allSatisfy(pods ->
                            assertThat(portNames(pods)).contains(port.path("port").asString())));
          });
      each(policy.path("spec").path("egress"))
          .forEach(arrow ->
              each(arrow.path("to"))
                  .filter(to -> ownPods(to))
                  .forEach(to -> {
                    List<JsonNode> there = manifests.podsWith(to.path("podSelector"));
                    assertThat(there).as(name(policy)).isNotEmpty();
                    each(arrow.path("ports"))
                        .forEach(port ->
                            assertThat(there)
                                .as(name(policy))
                                .allSatisfy(pods ->
                                    assertThat(portNumbers(pods))
                                        .contains(port.path("port").asInt())));
                  }));
    }
  }

  // Targets in other namespaces and of operators are unknown here.
  private static boolean ownPods(JsonNode to) {
    return to.has("podSelector")
        && !to.has("namespaceSelector")
        && !to.toString().contains("strimzi.io");
  }

  @Test
  void probesUseTheRightPortAndLivenessHasNoDependencies() throws IOException {
    for (String service : SERVICES) {
      JsonNode deployment = deployment(PRODUCTION, service);
      JsonNode settings =
          Manifests.documents(
                  Manifests.root().resolve(service + "/src/main/resources/application.yaml"))
              .getFirst();
      assertThat(portNumbers(deployment))
          .as(service)
          .containsExactly(
              settings.path("server").path("port").asInt(),
              settings.path("management").path("server").path("port").asInt());
      for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
        JsonNode request = container(deployment).path(probe).path("httpGet");
        assertThat(PROBES).as(service).contains(request.path("path").asString());
        assertThat(request.path("port").asString()).as(service).isEqualTo("management");
      }
      JsonNode liveness = settings.at("/management/endpoint/health/group/liveness/include");
      assertThat(liveness.asString("livenessState"))
          .as(service)
          .doesNotContain("db", "kafka", "log", "Log");
      assertThat(settings.at("/management/endpoint/health/group/readiness/include").asString(""))
          .as(service)
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"production", "demo"})
  void everySettingIsReadAndEverySecretIsProvided(String overlay) throws IOException {
    Manifests manifests = named(overlay);
    String code = settingsOfAll();
    assertThat(manifests.values("settings.env").keySet())
        .allSatisfy(key -> assertThat(isRead(key, code)).as(key).isTrue());
    Set<String> provided = new HashSet<>(manifests.values("secrets.env").keySet());
    if (overlay.equals("production")) {
      Manifests.documents(Manifests.root().resolve("k8s/examples/external-secret.yaml"))
          .getFirst()
          .path("spec")
          .path("data")
          .forEach(entry -> provided.add(entry.path("secretKey").asString()));
    }
    for (JsonNode workload : manifests.workloads()) {
      each(container(workload).path("env"))
          .filter(one -> one.path("valueFrom").has("secretKeyRef"))
          .forEach(one -> {
            JsonNode secret = one.path("valueFrom").path("secretKeyRef");
            if (kafkaUsers().contains(secret.path("name").asString())) {
              // Strimzi creates it. The demo's Kafka has no users.
              assertThat(secret.path("name").asString()).isEqualTo(name(workload));
              assertThat(secret.path("key").asString()).isEqualTo("sasl.jaas.config");
              return;
            }
            assertThat(secret.path("name").asString()).isEqualTo("balas-secrets");
            if (!secret.path("optional").asBoolean(false) || overlay.equals("production")) {
              assertThat(provided).as(name(workload)).contains(secret.path("key").asString());
            }
          });
      each(container(workload).path("envFrom"))
          .forEach(from ->
              assertThat(from.path("configMapRef").path("name").asString())
                  .isEqualTo("balas-settings"));
    }
  }

  private static List<String> kafkaUsers() {
    return Manifests.in("kafka").kind("KafkaUser").stream().map(Manifests::name).toList();
  }

  @Test
  void scalersNeverWantMorePodsThanPartitions() throws IOException {
    String bot =
        Files.readString(
            Manifests.root()
                .resolve("bot-service/src/main/java/id/balas/bot/chat/ChatInputListener.java"));
    String sender =
        Files.readString(
            Manifests.root()
                .resolve(
                    "sender-service/src/main/java/id/balas/sender/outbound/OutboundConsumer.java"));
    for (JsonNode scaled : PRODUCTION.kind("ScaledObject")) {
      deployment(PRODUCTION, scaled.at("/spec/scaleTargetRef/name").asString());
      JsonNode trigger = scaled.at("/spec/triggers/0/metadata");
      int partitions =
          Topics.named(trigger.path("topic").asString()).partitions(Topic.DEFAULT_PARTITIONS);
      assertThat(scaled.at("/spec/maxReplicaCount").asInt()).isLessThanOrEqualTo(partitions);
      assertThat(bot + sender).contains('"' + trigger.path("consumerGroup").asString() + '"');
    }
    for (JsonNode scaler : PRODUCTION.kind("HorizontalPodAutoscaler")) {
      deployment(PRODUCTION, scaler.at("/spec/scaleTargetRef/name").asString());
    }
    assertThat(PRODUCTION.kind("ScaledObject")).hasSize(2);
  }

  @Test
  void monitorsUseOpenPorts() {
    assertThat(PRODUCTION.kind("ServiceMonitor"))
        .hasSize(SERVICES.size())
        .allSatisfy(monitor -> {
          String service =
              monitor.at("/spec/selector/matchLabels/app.kubernetes.io~1name").asString();
          assertThat(servicePorts(service))
              .contains(monitor.at("/spec/endpoints/0/port").asString());
        });
  }

  @Test
  void gracePeriodCoversTheLongestProviderCall() {
    JsonNode whapi =
        Manifests.documents(
                Manifests.root().resolve("sender-service/src/main/resources/application.yaml"))
            .getFirst()
            .path("balas")
            .path("whapi");
    int longestCall =
        seconds(whapi.path("connect-timeout"))
            + seconds(whapi.path("read-timeout"))
            + seconds(whapi.path("typing-time"));
    assertThat(
            pod(deployment(PRODUCTION, "sender-service"))
                .path("terminationGracePeriodSeconds")
                .asInt())
        .isGreaterThan(longestCall + 20 + 5);
  }

  private static int seconds(JsonNode duration) {
    return Integer.parseInt(duration.asString().replace("s", ""));
  }

  @Test
  void everyPodRunsRestricted() {
    Stream.of(PRODUCTION, DEMO)
        .flatMap(manifests -> manifests.workloads().stream())
        .forEach(workload -> {
          assertThat(pod(workload).at("/securityContext/runAsNonRoot").asBoolean())
              .as(name(workload))
              .isTrue();
          assertThat(pod(workload).at("/securityContext/seccompProfile/type").asString())
              .isEqualTo("RuntimeDefault");
          JsonNode security = container(workload).path("securityContext");
          assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
              .as(name(workload))
              .isFalse();
          assertThat(security.at("/capabilities/drop/0").asString()).isEqualTo("ALL");
          assertThat(container(workload).at("/resources/limits/memory").asString(""))
              .as(name(workload))
              .isNotEmpty();
        });
  }

  @Test
  void topicsMatchTheCode() {
    List<JsonNode> topics = Manifests.in("kafka").kind("KafkaTopic");
    assertThat(topics)
        .extracting(Manifests::name)
        .containsExactlyInAnyOrderElementsOf(Topics.ALL.stream().map(Topic::name).toList());
    for (JsonNode topic : topics) {
      var wanted = Topics.named(name(topic)).toCreate(Topic.DEFAULT_PARTITIONS, (short) 3);
      assertThat(topic.at("/spec/partitions").asInt())
          .as(name(topic))
          .isEqualTo(wanted.numPartitions());
      assertThat(topic.at("/spec/replicas").asInt())
          .as(name(topic))
          .isEqualTo(wanted.replicationFactor());
      Map<String, String> config = wanted.configs();
      config.forEach((key, value) ->
          assertThat(topic.path("spec").path("config").path(key).asString())
              .as(name(topic))
              .isEqualTo(value));
    }
  }

  @Test
  void everyAlertHasARunbookAndATest() throws IOException {
    Path prometheus = Manifests.root().resolve("ops/prometheus");
    JsonNode rules =
        Manifests.documents(prometheus.resolve("rules/balas.yml")).getFirst().path("groups");
    assertThat(PRODUCTION.kind("PrometheusRule").getFirst().path("spec").path("groups"))
        .isEqualTo(rules);
    String tests = Files.readString(prometheus.resolve("tests/balas.yml"));
    for (JsonNode rule : rules.findValues("alert")) {
      assertThat(Manifests.root().resolve("docs/runbooks/" + rule.asString() + ".md")).exists();
      assertThat(tests).contains("- name: " + rule.asString() + "\n");
    }
  }

  private static JsonNode deployment(Manifests manifests, String name) {
    return manifests.kind("Deployment").stream()
        .filter(one -> name(one).equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> servicePorts(String name) {
    return PRODUCTION.kind("Service").stream()
        .filter(one -> name(one).equals(name))
        .flatMap(one -> each(one.path("spec").path("ports")))
        .map(port -> port.path("name").asString())
        .toList();
  }

  private static List<String> portNames(JsonNode workload) {
    return each(container(workload).path("ports"))
        .map(port -> port.path("name").asString())
        .toList();
  }

  private static List<Integer> portNumbers(JsonNode workload) {
    return each(container(workload).path("ports"))
        .map(port -> port.path("containerPort").asInt())
        .toList();
  }

  private static final Pattern SPRING =
      Pattern.compile("SPRING_(PROFILES_ACTIVE|KAFKA_PROPERTIES_.+)");

  // By its own name, or by the name that Spring derives from the property:
  // BALAS_KAFKA_PARTITIONS.
  private static boolean isRead(String key, String code) {
    return SPRING.matcher(key).matches()
        || code.contains("${" + key)
        || code.contains('"' + key + '"');
  }

  private static String settingsOfAll() throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.walk(Manifests.root(), 9)) {
      for (Path file : files.filter(ManifestsTests::holdsSettings).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }

  private static boolean holdsSettings(Path file) {
    String path = file.toString();
    return path.contains("/src/main/")
        && (path.endsWith("application.yaml")
            || (path.contains("/settings/") && path.endsWith(".java"))
            || (path.contains("/service/kafka/") && path.endsWith(".java")));
  }
}
