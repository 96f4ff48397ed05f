package id.balas.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.balas.events.value.Author;
import id.balas.events.wire.EventJson;
import id.balas.events.wire.UnreadableRecordException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Omits every component that is not `@Nullable`, in every record and in its nested values, and
/// sets it to null.
class RequiredFieldsTests {

  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @MethodSource("requiredFields")
  void rejectsMissingField(Field field) {
    ObjectNode json = (ObjectNode) JSON.readTree(EventJson.write(field.sample()));
    ((ObjectNode) json.at(field.pointer())).remove(field.name());

    assertRejected(json, field);
  }

  @ParameterizedTest
  @MethodSource("requiredFields")
  void rejectsNullField(Field field) {
    ObjectNode json = (ObjectNode) JSON.readTree(EventJson.write(field.sample()));
    ((ObjectNode) json.at(field.pointer())).putNull(field.name());

    assertRejected(json, field);
  }

  @Test
  void findsNestedFields() {
    assertThat(requiredFields())
        .extracting(Field::toString)
        .contains(
            "HandBack.epoch",
            "Location.latitude",
            "InboundMessage.backfilled",
            "Issuer.name",
            "Voted.options");
  }

  @Test
  void rejectsAgentWithoutName() {
    assertThatThrownBy(() -> new Author(Author.Kind.AGENT, null, null))
        .hasMessage("Author.user is required");
    assertThatThrownBy(() -> new Author(Author.Kind.ADMIN, " ", null))
        .hasMessage("Author.user is required");
  }

  @Test
  void rejectsStatusWithoutMessage() {
    var status = (MessageStatus) sample("MessageStatus-without-messageId");
    ObjectNode json = (ObjectNode) JSON.readTree(EventJson.write(status));
    json.remove("outboundId");

    assertRejected(json, new Field(status, "MessageStatus", "", "messageId"));
  }

  private static void assertRejected(ObjectNode json, Field field) {
    assertThatThrownBy(() -> EventJson.read(JSON.writeValueAsBytes(json), WireRecord.class))
        .isInstanceOf(UnreadableRecordException.class)
        .hasMessageContaining(field + " is required");
  }

  static Stream<Field> requiredFields() {
    return SampleRecords.all().values().stream().flatMap(sample -> fieldsOf(sample, sample, ""));
  }

  private static Stream<Field> fieldsOf(WireRecord sample, Object part, String pointer) {
    if (!(part instanceof Record)) {
      return Stream.of();
    }
    return Stream.concat(
        Components.requiredOf(part.getClass())
            .map(component ->
                new Field(sample, part.getClass().getSimpleName(), pointer, component.getName())),
        Components.of(part.getClass())
            .flatMap(component ->
                fieldsOf(
                    sample,
                    Components.valueOf(part, component),
                    pointer + "/" + component.getName())));
  }

  private static WireRecord sample(String name) {
    return Objects.requireNonNull(SampleRecords.all().get(name));
  }

  record Field(WireRecord sample, String record, String pointer, String name) {
    @Override
    public String toString() {
      return record + "." + name;
    }
  }
}
