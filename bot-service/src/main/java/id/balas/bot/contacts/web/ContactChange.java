package id.balas.bot.contacts.web;

import id.balas.bot.contacts.store.ContactField;
import id.balas.service.web.InvalidValueException;
import id.balas.service.web.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A change of a contact. A missing part stays, null removes it.
@Schema(
    example =
        "{\"name\":\"Ratna (Toko Maju)\",\"language\":\"id\",\"fields\":{\"city\":\"Bandung\"}}")
record ContactChange(
    // Trees, because null differs from a missing part here.
    @Schema(
            types = {"string", "null"},
            description = "Our name for the customer; null shows the name in WhatsApp")
        @Nullable JsonNode name,
    @Schema(
            types = {"string", "null"},
            description = "`id` or `en`, or null")
        @Nullable JsonNode language,
    @Schema(description = "Values of custom fields by key; null removes a value")
        @Nullable Map<String, JsonNode> fields) {

  private static final int LONGEST_NAME = 100;

  /// Null stays, an empty text removes the name.
  @Nullable String newName() {
    String text = text("name", name);
    if (text != null && (text.length() > LONGEST_NAME || text.indexOf('\0') >= 0)) {
      throw ProblemException.invalid("name", "must have at most " + LONGEST_NAME + " characters.");
    }
    return text;
  }

  /// Null stays, an empty text removes the language.
  @Nullable String newLanguage() {
    String text = text("language", language);
    if (text != null && !List.of("", "id", "en").contains(text)) {
      throw ProblemException.invalid("language", "must be \"id\", \"en\" or null.");
    }
    return text;
  }

  private static @Nullable String text(String parameter, @Nullable JsonNode value) {
    if (value == null) {
      return null;
    }
    if (!value.isNull() && (!value.isString() || value.asString().isBlank())) {
      throw ProblemException.invalid(parameter, "must be a text or null.");
    }
    return value.isNull() ? "" : value.asString().strip();
  }

  /// The fields as a JSON object to store.
  String newFields(List<ContactField> defined) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    if (fields != null) {
      fields.forEach((key, value) -> values.set(key, value(defined, key, value)));
    }
    return values.toString();
  }

  private static JsonNode value(List<ContactField> defined, String key, @Nullable JsonNode value) {
    String parameter = "fields." + key;
    Optional<ContactField> field =
        defined.stream().filter(one -> one.key().equals(key)).findFirst();
    if (field.isEmpty()) {
      throw ProblemException.invalid(
          parameter, "is not defined. GET /contact-fields lists the custom fields.");
    }
    if (value == null || value.isNull()) {
      return JsonNodeFactory.instance.nullNode();
    }
    if (!value.isValueNode()) {
      throw ProblemException.invalid(parameter, "must be a text, a number, true, false or null.");
    }
    try {
      return field.get().value(written(value));
    } catch (InvalidValueException e) {
      throw ProblemException.invalid(parameter, e.getMessage() + ".");
    }
  }

  // 15000000.5 is 1.50000005E7 as a tree, and an exponent is invalid in a field.
  private static String written(JsonNode value) {
    if (value.isFloatingPointNumber() && Double.isFinite(value.asDouble())) {
      return BigDecimal.valueOf(value.asDouble()).toPlainString();
    }
    return value.isString() ? value.asString() : value.toString();
  }
}
