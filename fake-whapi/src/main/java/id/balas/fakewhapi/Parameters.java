package id.balas.fakewhapi;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// The fields of a request. Invalid ones are refused as the provider does.
record Parameters(JsonNode json) {

  /// Rejects unknown fields in the fake's own calls; the provider ignores unknown fields.
  void allowOnly(String... names) {
    Set<String> known = Set.of(names);
    for (String name : json.propertyNames()) {
      check(known.contains(name), name);
    }
  }

  boolean has(String name) {
    return !Json.isAbsent(json.path(name));
  }

  /// A required, non-empty text.
  String text(String name) {
    String text = optionalText(name);
    if (text == null || text.isEmpty()) {
      throw refusal(name);
    }
    return text;
  }

  @Nullable String optionalText(String name) {
    JsonNode value = json.path(name);
    check(Json.isAbsent(value) || value.isString(), name);
    return Json.isAbsent(value) ? null : value.stringValue();
  }

  /// One of these values; required.
  String choice(String name, String... allowed) {
    String text = oneOf(name, allowed);
    if (text == null) {
      throw refusal(name);
    }
    return text;
  }

  @Nullable String oneOf(String name, String... allowed) {
    String text = optionalText(name);
    check(text == null || Set.of(allowed).contains(text), name);
    return text;
  }

  /// A required number.
  double number(String name, double least, double most) {
    JsonNode value = json.path(name);
    check(value.isNumber() && value.asDouble() >= least && value.asDouble() <= most, name);
    return value.asDouble();
  }

  double number(String name, double least, double most, double usual) {
    return has(name) ? number(name, least, most) : usual;
  }

  static void check(boolean right, String name) {
    if (!right) {
      throw refusal(name);
    }
  }

  static Refusal refusal(String name) {
    return new Refusal(400, "wrong request parameters", "parameter '" + name + "' is invalid");
  }
}
