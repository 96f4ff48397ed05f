package id.balas.system.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.wire.TopicAccess;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/// docker-compose.yml opens the proxy alone, hands every documented setting on, and gives no
/// service another's secret.
class ComposeTests {

  private static final Pattern SETTING = Pattern.compile("`([A-Z][A-Z_]{3,})`");
  // Compose runs its own PostgreSQL and Kafka, whose addresses and logins it sets itself.
  private static final Set<String> SET_BY_COMPOSE =
      Set.of(
          "DATABASE_URL",
          "DATABASE_OWNER_URL",
          "KAFKA_BOOTSTRAP_SERVERS",
          "KAFKA_SECURITY_PROTOCOL",
          "KAFKA_SASL_MECHANISM",
          "KAFKA_SASL_JAAS_CONFIG",
          "SPRING_PROFILES_ACTIVE",
          "BALAS_AUTH_URL",
          "BALAS_INGEST_URL",
          "BALAS_BOT_URL",
          "BALAS_SENDER_URL");
  private static final Set<String> NOT_USED = Set.of("DB_HOST", "DB_PORT", "DB_NAME", "DB_USER");

  private static String text;
  private static Map<String, Map<String, Object>> services;

  @BeforeAll
  static void read() throws IOException {
    text = Files.readString(Manifests.root().resolve("docker-compose.yml"));
    Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(text);
    services = compose.getOrDefault("services", Map.of());
  }

  @Test
  void onlyTheProxyIsOpenToTheNetwork() {
    Map<String, Object> published = new TreeMap<>();
    services.forEach((name, service) -> {
      if (service.get("ports") instanceof List<?> ports) {
        published.put(name, ports);
      }
    });
    assertThat(published.remove("caddy")).isEqualTo(List.of("80:80", "443:443"));
    assertThat(published).containsKeys("ingest-service", "auth-service", "grafana");
    assertThat(published.values())
        .allSatisfy(ports ->
            assertThat((List<?>) ports)
                .allSatisfy(port -> assertThat(port.toString()).startsWith("127.0.0.1:")));
  }

  // What listens to other containers asks for a login, and each user has the rights of its service.
  @Test
  void kafkaHasALoginForEachService() {
    Map<String, String> kafka = environment("kafka");
    Map<String, String> protocols =
        Pattern.compile("(\\w+):(\\w+)")
            .matcher(kafka.getOrDefault("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP", ""))
            .results()
            .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
    List<String> open =
        Pattern.compile("(\\w+)://:\\d+")
            .matcher(kafka.getOrDefault("KAFKA_LISTENERS", ""))
            .results()
            .map(match -> match.group(1))
            .toList();
    assertThat(open)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(protocols).containsEntry(name, "SASL_PLAINTEXT"));
    assertThat(kafka).containsKey("KAFKA_AUTHORIZER_CLASS_NAME");
    assertThat(environment("topics")).containsEntry("BALAS_KAFKA_RULES", "true");

    String logins = kafka.getOrDefault("KAFKA_LISTENER_NAME_SERVICES_PLAIN_SASL_JAAS_CONFIG", "");
    for (TopicAccess access : TopicAccess.ALL) {
      String service = access.service();
      assertThat(logins).contains("user_%s=".formatted(service));
      assertThat(environment(service).getOrDefault("KAFKA_SASL_JAAS_CONFIG", ""))
          .contains("username=\"%s\"".formatted(service));
    }
  }

  @Test
  void servicesTrustTheAddressOfTheProxyAlone() {
    var fixed = Pattern.compile("ipv4_address: ([0-9.]+)").matcher(text);
    assertThat(fixed.find()).isTrue();
    String address = fixed.group(1);
    for (String service : List.of("ingest-service", "auth-service")) {
      String trusted = environment(service).getOrDefault("TRUSTED_PROXIES", "");
      String pattern = trusted.replaceFirst("\\$\\{TRUSTED_PROXIES:-(.*)}", "$1");
      assertThat(address).as(service).matches(pattern);
      assertThat("172.30.84.1").as(service).doesNotMatch(pattern);
    }
  }

  @Test
  void everyDocumentedSettingIsHandedOn() throws IOException {
    String page = Files.readString(Manifests.root().resolve("docs/settings.md"));
    Set<String> documented =
        SETTING
            .matcher(page.substring(0, page.indexOf("## Ports")))
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    documented.removeAll(NOT_USED);
    assertThat(documented).hasSizeGreaterThan(25);

    Set<String> handedOn = new TreeSet<>(SET_BY_COMPOSE);
    services
        .keySet()
        .forEach(service ->
            environment(service)
                .forEach((name, value) -> {
                  if (value.isEmpty()) {
                    handedOn.add(name);
                  }
                }));
    Pattern.compile("\\$\\{([A-Z_]+)")
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .forEach(handedOn::add);
    assertThat(handedOn).containsAll(documented);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WHAPI_TOKEN           | fake-whapi, ingest-service, sender-service
          WHAPI_SECRET          | fake-whapi, ingest-service
          WHAPI_CHANNELS        | ingest-service, sender-service
          SECRET_KEY            | auth-service
          OPENAI_API_KEY        | bot-service
          BOT_DB_PASSWORD       | bot-service, db
          SENDER_DB_PASSWORD    | db, sender-service
          AUTH_DB_PASSWORD      | auth-service, db
          DB_PASSWORD           | db
          INGEST_KAFKA_PASSWORD | ingest-service, kafka
          BOT_KAFKA_PASSWORD    | bot-service, kafka
          SENDER_KAFKA_PASSWORD | kafka, sender-service
          GRAFANA_PASSWORD      | grafana
          """)
  void secretsGoToNobodyElse(String secret, String users) {
    List<String> found =
        services.keySet().stream()
            .filter(service ->
                environment(service).entrySet().stream().anyMatch(setting -> uses(setting, secret)))
            .sorted()
            .toList();
    assertThat(String.join(", ", found)).isEqualTo(users);
  }

  private static boolean uses(Map.Entry<String, String> setting, String secret) {
    return setting.getValue().matches("(?s).*\\$\\{" + secret + "[}:].*")
        || (setting.getKey().equals(secret) && setting.getValue().isEmpty());
  }

  // A setting without a value has the value of .env.
  private static Map<String, String> environment(String service) {
    Map<String, String> environment = new TreeMap<>();
    if (services.getOrDefault(service, Map.of()).get("environment") instanceof Map<?, ?> all) {
      all.forEach(
          (name, value) -> environment.put(name.toString(), value == null ? "" : value.toString()));
    }
    return environment;
  }
}
