package id.balas.stack.part;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerTests {

  // Read as Kafka does.
  @ParameterizedTest
  @ValueSource(strings = {"/home/jos\u00e9", "/a b/\u8a71\ud83d\ude00", "C:\\users\\new"})
  void propertiesKeepEveryPath(String path) throws IOException {
    byte[] file = ("log.dirs=" + Broker.escaped(path)).getBytes(StandardCharsets.UTF_8);
    var properties = new Properties();
    properties.load(new ByteArrayInputStream(file));
    assertThat(properties.getProperty("log.dirs")).isEqualTo(path);
  }
}
