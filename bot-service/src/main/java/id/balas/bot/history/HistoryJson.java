package id.balas.bot.history;

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
final class HistoryJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(NON_NULL))
          .build();
  private static final ObjectWriter CONTENTS = MAPPER.writerFor(Content.class);
  private static final ObjectReader CONTENT = MAPPER.readerFor(Content.class);

  private HistoryJson() {}

  static @Nullable String write(@Nullable Content content) {
    return content == null ? null : CONTENTS.writeValueAsString(content);
  }

  static Content content(String json) {
    return CONTENT.readValue(json);
  }

  static String write(Sequel sequel) {
    return MAPPER.writeValueAsString(sequel);
  }

  static Sequel sequel(String json) {
    return MAPPER.readValue(json, Sequel.class);
  }

  static @Nullable String writeAll(Map<String, ? extends Sequel.Dated> byWhom) {
    return byWhom.isEmpty() ? null : MAPPER.writeValueAsString(byWhom);
  }

  static <D> Map<String, D> byWhom(@Nullable String json, TypeReference<Map<String, D>> type) {
    return json == null ? Map.of() : MAPPER.readValue(json, type);
  }
}
