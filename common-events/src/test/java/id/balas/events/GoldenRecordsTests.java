package id.balas.events;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import id.balas.events.value.Content;
import id.balas.events.wire.EventJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Compares the JSON of every record with the files in `golden/`: other releases have written it
/// and will read it. A change of a file is a change of the contract.
class GoldenRecordsTests {

  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @MethodSource("samples")
  void writesTheGoldenJson(String name, WireRecord record) {
    String written = JSON.readTree(EventJson.write(record)).toPrettyString();

    assertThat(written + "\n").isEqualToNormalizingNewlines(golden(name));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsTheGoldenJsonBack(String name, WireRecord record) {
    assertThat(EventJson.read(golden(name).getBytes(StandardCharsets.UTF_8), WireRecord.class))
        .isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void ignoresUnknownFields(String name, WireRecord record) {
    ObjectNode json = (ObjectNode) JSON.readTree(golden(name));
    json.put("madeByALaterRelease", 1);
    json.values().stream()
        .filter(JsonNode::isObject)
        .forEach(nested -> addUnknownFieldTo((ObjectNode) nested));

    assertThat(EventJson.read(JSON.writeValueAsBytes(json), WireRecord.class)).isEqualTo(record);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void readsEveryRecordFromAList(String name, WireRecord record) {
    var records = List.of(record, record);

    assertThat(EventJson.readAll(EventJson.writeAll(records))).isEqualTo(records);
  }

  @Test
  void everyRecordAndContentHasAFile() {
    Map<String, WireRecord> samples = SampleRecords.all();

    assertThat(samples.values())
        .extracting(Object::getClass)
        .containsAll(Components.kindsOf(WireRecord.class));
    assertThat(samples.values())
        .filteredOn(MessageEcho.class::isInstance)
        .extracting(record -> (Object) ((MessageEcho) record).content().getClass())
        .containsAll(Components.kindsOf(Content.class));
  }

  static Stream<Arguments> samples() {
    return SampleRecords.all().entrySet().stream()
        .map(sample -> Arguments.of(sample.getKey(), sample.getValue()));
  }

  // Raw JSON of unsupported content is kept unchanged, so nothing may be added to it.
  private static void addUnknownFieldTo(ObjectNode json) {
    if (!json.path("@type").asString("").equals("Unsupported")) {
      json.put("madeByALaterRelease", true);
    }
  }

  private static String golden(String name) {
    try (InputStream file =
        requireNonNull(GoldenRecordsTests.class.getResourceAsStream("/golden/" + name + ".json"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
