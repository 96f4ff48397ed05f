package id.balas.service.web.binding;

import id.balas.service.web.InvalidValueException;
import id.balas.service.web.Times;
import java.time.Instant;
import java.util.function.Function;
import org.springframework.boot.http.converter.autoconfigure.ServerHttpMessageConvertersCustomizer;
import org.springframework.core.Ordered;
import org.springframework.http.converter.HttpMessageConverters.ServerBuilder;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;

/// Reads the JSON of requests strictly: rejects unknown and repeated fields, text after the object,
/// numbers for texts, NUL characters, and times that a query would not take. Other users of the
/// application's mapper, such as the provider's client, stay lenient.
final class StrictJson implements ServerHttpMessageConvertersCustomizer, Ordered {

  private final JsonMapper lenient;

  StrictJson(JsonMapper lenient) {
    this.lenient = lenient;
  }

  // After Spring Boot's customizer, whose converter this one replaces.
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public void customize(ServerBuilder converters) {
    converters.withJsonConverter(new JacksonJsonHttpMessageConverter(strict(lenient)));
  }

  static JsonMapper strict(JsonMapper mapper) {
    return mapper
        .rebuild()
        .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
        .addModule(
            new SimpleModule("strict")
                .addDeserializer(
                    String.class, new TextDeserializer<>(String.class, StrictJson::withoutNul))
                .addDeserializer(
                    Instant.class, new TextDeserializer<>(Instant.class, Times::parse)))
        .build();
  }

  private static String withoutNul(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new InvalidValueException("must not contain a NUL character");
    }
    return text;
  }

  /// Of a value that is a text in JSON. `read` may throw [InvalidValueException].
  private static final class TextDeserializer<T> extends StdScalarDeserializer<T> {

    private final Function<String, T> read;

    TextDeserializer(Class<T> type, Function<String, T> read) {
      super(type);
      this.read = read;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) {
      if (!parser.hasToken(JsonToken.VALUE_STRING)) {
        throw MismatchedInputException.from(parser, handledType(), "no text");
      }
      try {
        return read.apply(parser.getString());
      } catch (InvalidValueException e) {
        var invalid =
            InvalidFormatException.from(parser, "invalid value", parser.getString(), handledType());
        invalid.initCause(e);
        throw invalid;
      }
    }
  }
}
