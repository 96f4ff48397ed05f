package id.balas.events;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Waiting;
import id.balas.events.wire.Topic;
import id.balas.events.wire.Topics;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// `asyncapi.yaml` is written by hand. It is compared with the topics and records.
class AsyncApiTests {

  private static final JsonNode API =
      new YAMLMapper()
          .readTree(
              Objects.requireNonNull(AsyncApiTests.class.getResourceAsStream("/asyncapi.yaml")));
  private static final JsonNode SCHEMAS = API.at("/components/schemas");

  // Values inside records.
  private static final Set<Class<?>> UNNAMED =
      Set.of(
          Issuer.class,
          Author.class,
          HandOver.HandedOverChat.class,
          HandOver.ForAgents.class,
          OutboundMessage.Route.class,
          ChatChanged.ChangedChat.class,
          Waiting.class,
          Conversation.class);

  @Test
  void everyTopicHasAChannel() {
    assertThat(API.path("channels").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Topics.ALL.stream().map(Topic::name).filter(name -> !name.endsWith("-dlt")).toList());
    assertThat(API.path("channels").properties())
        .allMatch(
            channel -> channel.getValue().path("address").asString().equals(channel.getKey()));
  }

  @Test
  void channelsListTheirRecords() {
    var expected =
        SampleRecords.all().values().stream()
            .collect(
                Collectors.groupingBy(
                    Topics::of,
                    Collectors.mapping(
                        record -> record.getClass().getSimpleName(), Collectors.toSet())));

    var listed =
        API.path("channels").properties().stream()
            .collect(
                Collectors.toMap(
                    channel -> channel.getKey(),
                    channel -> Set.copyOf(channel.getValue().path("messages").propertyNames())));

    assertThat(listed).isEqualTo(expected);
  }

  @Test
  void everyRecordHasAMessage() {
    JsonNode messages = API.at("/components/messages");

    assertThat(messages.propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            Components.kindsOf(WireRecord.class).stream().map(Class::getSimpleName).toList());
    assertThat(messages.properties())
        .allMatch(message ->
            message.getValue().at("/payload/$ref").asString().endsWith("/" + message.getKey()));
  }

  @ParameterizedTest
  @ValueSource(classes = {Content.class, MessageChanged.Change.class})
  void schemaListsEveryKind(Class<?> type) {
    assertThat(SCHEMAS.at("/" + type.getSimpleName() + "/oneOf").findValuesAsString("$ref"))
        .containsExactlyInAnyOrderElementsOf(
            Components.kindsOf(type).stream()
                .map(kind -> "#/components/schemas/" + kind.getSimpleName())
                .toList());
  }

  @ParameterizedTest
  @MethodSource("records")
  void schemasMatchTheRecords(Class<?> record) {
    JsonNode schema = SCHEMAS.path(record.getSimpleName());
    boolean named = isNamed(record);

    assertThat(schema.path("properties").propertyNames())
        .containsExactlyInAnyOrderElementsOf(
            withType(named, Components.of(record).map(component -> component.getName())));
    assertThat(schema.path("required").values().stream().map(JsonNode::asString))
        .containsExactlyInAnyOrderElementsOf(
            withType(named, Components.requiredOf(record).map(component -> component.getName())));
    if (named) {
      assertThat(schema.at("/properties/@type/const").asString()).isEqualTo(record.getSimpleName());
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void enumValuesAreListed(Class<?> record) {
    Components.of(record)
        .filter(component -> component.getType().isEnum())
        .forEach(component ->
            assertThat(
                    SCHEMAS
                        .at(
                            "/"
                                + record.getSimpleName()
                                + "/properties/"
                                + component.getName()
                                + "/enum")
                        .values()
                        .stream()
                        .map(JsonNode::asString))
                .as(component.getName())
                .containsExactlyElementsOf(wireNames(component.getType())));
  }

  @Test
  void referencesCanBeResolved() {
    assertThat(API.findValuesAsString("$ref"))
        .isNotEmpty()
        .allSatisfy(reference ->
            assertThat(API.at(reference.substring(1)).isMissingNode()).as(reference).isFalse());
  }

  static Stream<Class<?>> records() {
    return Stream.concat(
            Stream.of(WireRecord.class, Content.class, MessageChanged.Change.class),
            UNNAMED.stream())
        .flatMap(type -> Components.kindsOf(type).stream());
  }

  private static boolean isNamed(Class<?> record) {
    return !UNNAMED.contains(record);
  }

  private static Set<String> withType(boolean named, Stream<String> components) {
    Set<String> names = components.collect(Collectors.toCollection(HashSet::new));
    if (named) {
      names.add("@type");
    }
    return names;
  }

  private static List<String> wireNames(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> field.isEnumConstant())
        .map(field -> {
          JsonProperty property = field.getAnnotation(JsonProperty.class);
          return property == null ? field.getName() : property.value();
        })
        .toList();
  }
}
