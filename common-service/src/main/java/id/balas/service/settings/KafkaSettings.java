package id.balas.service.settings;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/// Maps the `KAFKA_…` settings to Spring's properties. A login needs all of its settings: an
/// incomplete one is reported by name.
final class KafkaSettings {

  private static final List<String> PROTOCOLS =
      List.of("PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL");

  private KafkaSettings() {}

  static Map<String, Object> of(Environment environment) {
    String servers = Setting.read(environment, "KAFKA_BOOTSTRAP_SERVERS");
    String protocol = Setting.read(environment, "KAFKA_SECURITY_PROTOCOL");
    String mechanism = Setting.read(environment, "KAFKA_SASL_MECHANISM");
    String login = Setting.read(environment, "KAFKA_SASL_JAAS_CONFIG");
    check(protocol, mechanism, login);

    Map<String, Object> properties = new HashMap<>();
    properties.put("spring.kafka.bootstrap-servers", servers == null ? "localhost:9092" : servers);
    putIfThere(properties, "spring.kafka.security.protocol", protocol);
    putIfThere(properties, "spring.kafka.properties.sasl.mechanism", mechanism);
    putIfThere(properties, "spring.kafka.properties.sasl.jaas.config", login);
    return properties;
  }

  private static void check(
      @Nullable String protocol, @Nullable String mechanism, @Nullable String login) {
    if (protocol == null) {
      return;
    }
    if (!PROTOCOLS.contains(protocol)) {
      throw new InvalidSettingException(
          "KAFKA_SECURITY_PROTOCOL",
          "is not a Kafka protocol",
          "set it to one of " + String.join(", ", PROTOCOLS));
    }
    if (protocol.startsWith("SASL_") && mechanism == null) {
      throw new InvalidSettingException(
          "KAFKA_SASL_MECHANISM",
          "is missing",
          "set it to the mechanism of the broker, such as SCRAM-SHA-512");
    }
    if (protocol.startsWith("SASL_") && login == null) {
      throw new InvalidSettingException(
          "KAFKA_SASL_JAAS_CONFIG",
          "is missing",
          "set it to the login module with username and password, as in Kafka's sasl.jaas.config");
    }
  }

  private static void putIfThere(
      Map<String, Object> properties, String name, @Nullable String value) {
    if (value != null) {
      properties.put(name, value);
    }
  }
}
