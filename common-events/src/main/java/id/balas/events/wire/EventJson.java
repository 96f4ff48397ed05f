package id.balas.events.wire;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import id.balas.events.WireRecord;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.exc.InvalidTypeIdException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/// The JSON of all records. Unknown fields are ignored, a missing required field is named, null
/// values are omitted, times are ISO 8601 in UTC.
public final class EventJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(NON_NULL))
          .build();
  private static final ObjectWriter WRITER = MAPPER.writerFor(WireRecord.class);
  private static final TypeReference<List<WireRecord>> RECORDS = new TypeReference<>() {};

  private EventJson() {}

  public static byte[] write(WireRecord record) {
    return WRITER.writeValueAsBytes(record);
  }

  /// Throws [UnreadableRecordException] for bytes that are never readable, and
  /// [UnknownKindException] for a record of a newer release.
  public static <R extends WireRecord> R read(byte @Nullable [] json, Class<R> kind) {
    if (json == null) {
      throw new UnreadableRecordException("the record has no value", new NullPointerException());
    }
    try {
      WireRecord record = MAPPER.readerFor(WireRecord.class).readValue(json);
      if (record == null) {
        throw new UnreadableRecordException("the record is null", new NullPointerException());
      }
      return kind.cast(record);
    } catch (InvalidTypeIdException e) {
      if (e.getTypeId() == null || e.getTypeId().isBlank()) {
        throw new UnreadableRecordException("the record has no @type", e);
      }
      throw new UnknownKindException(
          "this release does not know the record \"" + e.getTypeId() + "\"");
    } catch (MismatchedInputException e) {
      throw new UnreadableRecordException("invalid " + kind.getSimpleName() + ": " + problem(e), e);
    } catch (JacksonException | ClassCastException e) {
      throw new UnreadableRecordException(
          "invalid " + kind.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  // A record cannot check its primitive components: they are never null there.
  private static @Nullable String problem(MismatchedInputException e) {
    Class<?> wanted = e.getTargetType();
    if (wanted == null || !wanted.isPrimitive() || e.getPath().isEmpty()) {
      return e.getMessage();
    }
    JacksonException.Reference field = e.getPath().getLast();
    Object record = field.from();
    String name = record instanceof Class<?> type ? type.getSimpleName() : String.valueOf(record);
    return name + "." + field.getPropertyName() + " is required, as " + wanted.getSimpleName();
  }

  public static String writeAll(List<? extends WireRecord> records) {
    return MAPPER.writerFor(RECORDS).writeValueAsString(records);
  }

  public static List<WireRecord> readAll(String json) {
    return MAPPER.readerFor(RECORDS).readValue(json);
  }
}
