package id.balas.events;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.json.JsonMapper;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

/// The one JSON of the wire: unknown fields are passed over, a missing required one is refused by name, absent
/// values are left out, times are ISO 8601 in UTC.
public final class EventJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(NON_NULL))
          .build();
  private static final TypeReference<List<WireRecord>> RECORDS = new TypeReference<>() {};

  private EventJson() {}

  public static byte[] write(WireRecord record) {
    return MAPPER.writerFor(WireRecord.class).writeValueAsBytes(record);
  }

  /// Throws [UnreadableRecord] for what never becomes readable, [UnknownKind] for what a newer release writes.
  public static <R extends WireRecord> R read(byte @org.jspecify.annotations.Nullable [] json, Class<R> kind) {
    if (json == null) {
      throw new UnreadableRecord("a record without a value", new NullPointerException());
    }
    try {
      WireRecord record = MAPPER.readerFor(WireRecord.class).readValue(json);
      return kind.cast(record);
    } catch (InvalidTypeIdException e) {
      if (e.getTypeId() == null || e.getTypeId().isBlank()) {
        throw new UnreadableRecord("a record without @type", e);
      }
      throw new UnknownKind("this release knows no record \"" + e.getTypeId() + "\"");
    } catch (JacksonException | ClassCastException e) {
      throw new UnreadableRecord("no " + kind.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  public static String writeAll(List<? extends WireRecord> records) {
    return MAPPER.writerFor(RECORDS).writeValueAsString(records);
  }

  public static List<WireRecord> readAll(String json) {
    return MAPPER.readerFor(RECORDS).readValue(json);
  }
}
