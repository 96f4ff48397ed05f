package id.balas.fakewhapi.send;

import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The content object of a non-media message, from a send's fields, within the provider's limits.
public final class SendContent {

  private static final int MAX_TEXT = 65_536;
  private static final int MAX_OPTIONS = 12;
  private static final int MAX_BUTTONS = 3;

  private SendContent() {}

  /// Throws [ErrorResponseException] that names the field.
  public static ObjectNode read(SendKind kind, Parameters fields) {
    return switch (kind) {
      case TEXT -> Json.object().put("body", body(fields));
      case LINK_PREVIEW -> linkPreview(fields);
      case LOCATION, LIVE_LOCATION -> location(fields);
      case CONTACT -> contact(fields);
      case CONTACT_LIST -> contactList(fields);
      case POLL -> poll(fields);
      case INTERACTIVE -> interactive(fields);
      case CAROUSEL -> carousel(fields);
      case IMAGE, VIDEO, GIF, SHORT, AUDIO, VOICE, STICKER, DOCUMENT ->
          throw new IllegalArgumentException(kind + " is made of a file");
    };
  }

  private static String body(Parameters fields) {
    String body = fields.text("body");
    if (body.length() > MAX_TEXT) {
      throw new ErrorResponseException(
          413, "request entity too large", "body has more than " + MAX_TEXT + " characters");
    }
    return body;
  }

  private static ObjectNode linkPreview(Parameters fields) {
    ObjectNode content = Json.object().put("body", body(fields)).put("title", fields.text("title"));
    copy(fields, content, "url", "canonical", "description");
    return content;
  }

  private static ObjectNode location(Parameters fields) {
    ObjectNode content =
        Json.object()
            .put("latitude", fields.number("latitude", -90, 90))
            .put("longitude", fields.number("longitude", -180, 180));
    copy(fields, content, "address", "name", "url");
    return content;
  }

  private static ObjectNode contact(Parameters fields) {
    return Json.object().put("name", fields.text("name")).put("vcard", fields.text("vcard"));
  }

  private static ObjectNode contactList(Parameters fields) {
    ArrayNode list = Json.array();
    fields.json().path("list").forEach(contact -> list.add(contact(new Parameters(contact))));
    Parameters.check(!list.isEmpty(), "list");
    ObjectNode content = Json.object();
    content.set("list", list);
    return content;
  }

  // `count` 1 is single choice, 0 is unlimited.
  private static ObjectNode poll(Parameters fields) {
    ObjectNode content = Json.object().put("title", fields.text("title"));
    JsonNode options = fields.json().path("options");
    Parameters.check(
        options.isArray() && options.size() >= 2 && options.size() <= MAX_OPTIONS, "options");
    Set<String> names = new HashSet<>();
    ArrayNode results = Json.array();
    for (JsonNode option : options) {
      String name = option.asString("");
      Parameters.check(option.isString() && !name.isBlank() && names.add(name), "options");
      results
          .addObject()
          .put("id", "option" + results.size())
          .put("name", name)
          .put("count", 0)
          .putArray("voters");
    }
    content.set("options", options);
    content.put("vote_limit", (int) fields.number("count", 0, 1, 1)).put("total", 0);
    content.set("results", results);
    return content;
  }

  private static ObjectNode interactive(Parameters fields) {
    String type = fields.choice("type", "button", "list", "product");
    JsonNode action = fields.json().path("action");
    Parameters.check(action.isObject(), "action");
    switch (type) {
      case "button" -> checkButtons(action.path("buttons"));
      case "list" -> checkList(action.path("list"));
      default -> Parameters.check(action.path("product").isObject(), "action.product");
    }
    ObjectNode content = Json.object().put("type", type);
    for (String part : new String[] {"header", "body", "footer"}) {
      JsonNode text = fields.json().path(part);
      Parameters.check(Json.isAbsent(text) || text.path("text").isString(), part);
      if (!Json.isAbsent(text)) {
        content.set(part, text);
      }
    }
    content.set("action", action);
    return content;
  }

  private static void checkButtons(JsonNode buttons) {
    Parameters.check(
        buttons.isArray() && !buttons.isEmpty() && buttons.size() <= MAX_BUTTONS, "action.buttons");
    for (JsonNode button : buttons) {
      new Parameters(button).text("type");
      new Parameters(button).text("title");
    }
  }

  private static void checkList(JsonNode list) {
    new Parameters(list).text("label");
    Parameters.check(
        list.path("sections").isArray() && !list.path("sections").isEmpty(),
        "action.list.sections");
    for (JsonNode section : list.path("sections")) {
      Parameters.check(
          section.path("rows").isArray() && !section.path("rows").isEmpty(),
          "action.list.sections.rows");
      for (JsonNode row : section.path("rows")) {
        new Parameters(row).text("title");
        new Parameters(row).text("id");
      }
    }
  }

  private static ObjectNode carousel(Parameters fields) {
    JsonNode cards = fields.json().path("cards");
    Parameters.check(cards.isArray() && !cards.isEmpty(), "cards");
    ObjectNode content = Json.object().put("body", body(fields));
    content.set("cards", cards);
    return content;
  }

  private static void copy(Parameters from, ObjectNode to, String... names) {
    for (String name : names) {
      String text = from.optionalText(name);
      if (text != null) {
        to.put(name, text);
      }
    }
  }
}
