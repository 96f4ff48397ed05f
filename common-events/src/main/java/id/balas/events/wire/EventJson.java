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

/// The one JSON of the wire: unknown fields are passed over, a missing required one is refused by
/// name, absent values are left out, times are ISO 8601 in UTC.
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

  /// Throws [UnreadableRecordException] for what never becomes readable, [UnknownKindException] for
  /// what a newer release writes.
  public static <R extends WireRecord> R read(byte @Nullable [] json, Class<R> kind) {
    if (json == null) {
      throw new UnreadableRecordException("a record without a value", new NullPointerException());
    }
    try {
      WireRecord record = MAPPER.readerFor(WireRecord.class).readValue(json);
      if (record == null) {
        throw new UnreadableRecordException("a record that is null", new NullPointerException());
      }
      return kind.cast(record);
    } catch (InvalidTypeIdException e) {
      if (e.getTypeId() == null || e.getTypeId().isBlank()) {
        throw new UnreadableRecordException("a record without @type", e);
      }
      throw new UnknownKindException("this release knows no record \"" + e.getTypeId() + "\"");
    } catch (MismatchedInputException e) {
      throw new UnreadableRecordException("no " + kind.getSimpleName() + ": " + problem(e), e);
    } catch (JacksonException | ClassCastException e) {
      throw new UnreadableRecordException("no " + kind.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  // A primitive cannot be missed by a record's own check: it is never null there.
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
