package id.balas.service.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.mock.env.MockEnvironment;

class KafkaSettingsTests {

  private final MockEnvironment environment = new MockEnvironment();

  @Test
  void brokerDefaultsToLocalhost() {
    assertThat(KafkaSettings.of(environment))
        .isEqualTo(Map.of("spring.kafka.bootstrap-servers", "localhost:9092"));
  }

  @Test
  void mapsLoginToSpringProperties() {
    environment
        .withProperty("KAFKA_BOOTSTRAP_SERVERS", "k1:9092,k2:9092")
        .withProperty("KAFKA_SECURITY_PROTOCOL", "SASL_SSL")
        .withProperty("KAFKA_SASL_MECHANISM", "PLAIN")
        .withProperty("KAFKA_SASL_JAAS_CONFIG", "module required;");

    assertThat(KafkaSettings.of(environment))
        .isEqualTo(
            Map.of(
                "spring.kafka.bootstrap-servers", "k1:9092,k2:9092",
                "spring.kafka.security.protocol", "SASL_SSL",
                "spring.kafka.properties.sasl.mechanism", "PLAIN",
                "spring.kafka.properties.sasl.jaas.config", "module required;"));
  }

  @Test
  void rejectsIncompleteLogin() {
    environment.withProperty("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
    assertThatThrownBy(() -> KafkaSettings.of(environment))
        .hasMessageStartingWith("KAFKA_SASL_MECHANISM is missing");

    environment.withProperty("KAFKA_SASL_MECHANISM", "PLAIN");
    assertThatThrownBy(() -> KafkaSettings.of(environment))
        .hasMessageStartingWith("KAFKA_SASL_JAAS_CONFIG is missing");
  }

  @Test
  void rejectsUnknownProtocol() {
    environment.withProperty("KAFKA_SECURITY_PROTOCOL", "TLS");

    assertThatThrownBy(() -> KafkaSettings.of(environment))
        .hasMessage(
            "KAFKA_SECURITY_PROTOCOL is not a Kafka protocol:"
                + " set it to one of PLAINTEXT, SSL, SASL_PLAINTEXT, SASL_SSL.");
  }
}
