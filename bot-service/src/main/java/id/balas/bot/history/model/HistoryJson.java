package id.balas.bot.history.model;

import static com.fasterxml.jackson.annotation.JsonInclude.Include.NON_NULL;

import id.balas.events.value.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/// The JSON columns of the history tables: contents in the wire format, and message updates.
public final class HistoryJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(NON_NULL))
          .build();
  private static final ObjectWriter CONTENTS = MAPPER.writerFor(Content.class);
  private static final ObjectReader CONTENT = MAPPER.readerFor(Content.class);

  private HistoryJson() {}

  public static @Nullable String write(@Nullable Content content) {
    return content == null ? null : CONTENTS.writeValueAsString(content);
  }

  public static Content content(String json) {
    return CONTENT.readValue(json);
  }

  public static String write(MessageUpdates updates) {
    return MAPPER.writeValueAsString(updates);
  }

  public static MessageUpdates updates(String json) {
    return MAPPER.readValue(json, MessageUpdates.class);
  }

  public static @Nullable String writeAll(Map<String, ?> byWhom) {
    return byWhom.isEmpty() ? null : MAPPER.writeValueAsString(byWhom);
  }

  public static <D> Map<String, D> byWhom(
      @Nullable String json, TypeReference<Map<String, D>> type) {
    return json == null ? Map.of() : MAPPER.readValue(json, type);
  }
}
