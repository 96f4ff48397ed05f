package id.balas.service.web.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.swagger.v3.core.converter.ModelConverters;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.RequestBody;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// The documents say of each field whether it may be null.
@SuppressWarnings("rawtypes")
class RecordSchemasTests {

  enum Mode {
    BOT,
    AGENT
  }

  record Note(String text) {}

  record Times(Instant at, @Nullable Instant until) {}

  record Row(
      String id,
      @Nullable String name,
      @Nullable Mode mode,
      @Nullable Note note,
      @JsonUnwrapped Times times,
      @io.swagger.v3.oas.annotations.media.Schema(implementation = Notes.class) String notes,
      Shape shape) {}

  interface Notes extends Map<String, Note> {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Sparse(int count, @Nullable String reason) {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "@type")
  sealed interface Shape {}

  record Circle(int radius) implements Shape {}

  record Group(List<Shape> parts, @Nullable String name) implements Shape {}

  private final Map<String, Schema> schemas = schemas(Row.class, Sparse.class);

  @Test
  void eachOtherComponentIsRequired() {
    assertThat(required("Row")).containsExactlyInAnyOrder("id", "at", "notes", "shape");
    assertThat(field("Row", "id").getTypes()).containsExactly("string");
  }

  @Test
  void nullableComponentsMayBeNull() {
    assertThat(field("Row", "name").getTypes()).containsExactly("string", "null");
    assertThat(field("Row", "until").getTypes()).containsExactly("string", "null");
    assertThat(field("Row", "mode").getEnum()).isEqualTo(Arrays.asList("BOT", "AGENT", null));
    assertThat(field("Row", "note").getOneOf())
        .extracting(each -> each.get$ref() == null ? each.getTypes() : each.get$ref())
        .containsExactly("#/components/schemas/Note", Set.of("null"));
  }

  @Test
  void fieldsThatAreLeftOutAreNeverNull() {
    assertThat(required("Sparse")).containsExactly("count");
    assertThat(field("Sparse", "reason").getTypes()).containsExactly("string");
  }

  @Test
  void anInterfaceNamesTheTypeOfRawJson() {
    assertThat(field("Row", "notes").getAdditionalProperties())
        .extracting("$ref")
        .isEqualTo("#/components/schemas/Note");
  }

  @Test
  void aSealedInterfaceIsOneOfItsRecords() {
    assertThat(schema("Shape").getOneOf())
        .extracting(each -> each.get$ref())
        .containsExactly("#/components/schemas/CircleShape", "#/components/schemas/GroupShape");
    assertThat(field("CircleShape", "@type").getEnum()).isEqualTo(List.of("Circle"));
    assertThat(required("GroupShape")).containsExactlyInAnyOrder("parts", "@type");
  }

  @Test
  void aResponseHasAllItsFields() {
    var document = new OpenAPI().components(new Components().schemas(schemas));
    var body =
        new RequestBody()
            .content(
                new Content()
                    .addMediaType(
                        "application/json",
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Times"))));
    document.paths(
        new Paths().addPathItem("/rows", new PathItem().post(new Operation().requestBody(body))));

    new ResponseSchemas().customise(document);

    assertThat(required("Row")).contains("name", "mode", "note", "until");
    assertThat(required("Times")).containsExactly("at");
    assertThat(required("GroupShape")).doesNotContain("name");
  }

  private List<String> required(String schema) {
    return schema(schema).getRequired();
  }

  private Schema<?> schema(String name) {
    return Objects.requireNonNull(schemas.get(name), name);
  }

  private Schema<?> field(String schema, String name) {
    return (Schema<?>) Objects.requireNonNull(schema(schema).getProperties().get(name), name);
  }

  private static Map<String, Schema> schemas(Class<?>... described) {
    var converters = new ModelConverters(true);
    converters.addConverter(new RecordSchemas());
    Map<String, Schema> found = new TreeMap<>();
    for (Class<?> each : described) {
      found.putAll(converters.readAll(each));
    }
    return found;
  }
}
