package id.balas.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyPartitionTests {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "default/6281112223334@s.whatsapp.net",
        "sales/120363000000000000@g.us",
        "default/6285550001111@s.whatsapp.net",
        "ü"
      })
  void choosesThePartitionOfTheProducer(String key) {
    assertThat(KeyPartition.of(key, 12))
        .isEqualTo(BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), 12));
  }
}
