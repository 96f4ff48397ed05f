package id.balas.fakewhapi.http;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The fields of a request. Invalid ones are refused as the provider does.
public record Parameters(JsonNode json) {

  /// Rejects unknown fields in the fake's own calls; the provider ignores unknown fields.
  public void allowOnly(String... names) {
    Set<String> known = Set.of(names);
    for (String name : json.propertyNames()) {
      check(known.contains(name), name);
    }
  }

  public boolean has(String name) {
    return !Json.isAbsent(json.path(name));
  }

  /// A required, non-empty text.
  public String text(String name) {
    String text = optionalText(name);
    if (text == null || text.isEmpty()) {
      throw invalid(name);
    }
    return text;
  }

  public @Nullable String optionalText(String name) {
    JsonNode value = json.path(name);
    check(Json.isAbsent(value) || value.isString(), name);
    return Json.isAbsent(value) ? null : value.stringValue();
  }

  /// One of these values; required.
  public String choice(String name, String... allowed) {
    String text = oneOf(name, allowed);
    if (text == null) {
      throw invalid(name);
    }
    return text;
  }

  public @Nullable String oneOf(String name, String... allowed) {
    String text = optionalText(name);
    check(text == null || Set.of(allowed).contains(text), name);
    return text;
  }

  /// A required number.
  public double number(String name, double min, double max) {
    JsonNode value = json.path(name);
    check(value.isNumber() && value.asDouble() >= min && value.asDouble() <= max, name);
    return value.asDouble();
  }

  public double number(String name, double min, double max, double defaultValue) {
    return has(name) ? number(name, min, max) : defaultValue;
  }

  public static void check(boolean valid, String name) {
    if (!valid) {
      throw invalid(name);
    }
  }

  public static ErrorResponseException invalid(String name) {
    return new ErrorResponseException(
        400, "wrong request parameters", "parameter '" + name + "' is invalid");
  }
}
