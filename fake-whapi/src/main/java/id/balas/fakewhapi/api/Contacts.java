package id.balas.fakewhapi.api;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.ChatLists;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.http.Response;
import id.balas.fakewhapi.http.Routes;
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.Person;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Which numbers are on WhatsApp, and which hidden number belongs to which phone number.
final class Contacts {

  private Contacts() {}

  static void addRoutes(Routes<Channel> routes) {
    routes
        .add(
            "GET",
            "/contacts",
            (channel, call, _) -> Response.of(200, ChatLists.contacts(channel, call.query())))
        .add("POST", "/contacts", (_, call, _) -> Response.of(200, checked(call.json())))
        .add("GET", "/contacts/lids", (channel, call, _) -> Response.of(200, lids(channel, call)))
        .add(
            "GET",
            "/contacts/lids/{id}",
            (channel, _, path) -> Response.of(200, pair(channel, path.getFirst())))
        .add(
            "GET",
            "/contacts/ids/{id}",
            (channel, _, path) -> Response.of(200, pair(channel, path.getFirst())))
        .add("GET", "/contacts/{id}", (channel, _, path) -> contact(channel, path.getFirst()))
        .add("HEAD", "/contacts/{id}", (_, _, path) -> exists(path.getFirst()));
  }

  private static Response contact(Channel channel, String id) {
    return Response.of(
        200, ChatLists.contact(known(channel.people().find(ChatIds.withSuffix(id)), id)));
  }

  private static Response exists(String id) {
    return Response.of(isNumber(ChatIds.digits(id)) ? 200 : 404, Json.object());
  }

  // Every plausible number is on this WhatsApp, except those that begin with 0.
  private static boolean isNumber(String digits) {
    return digits.matches("[1-9]\\d{6,14}");
  }

  private static ObjectNode checked(JsonNode request) {
    JsonNode contacts = request.path("contacts");
    Parameters.check(contacts.isArray() && !contacts.isEmpty(), "contacts");
    ObjectNode response = Json.object();
    ArrayNode list = response.putArray("contacts");
    for (JsonNode contact : contacts) {
      String input = contact.asString("");
      String digits = input.replaceAll("[^\\d]", "");
      ObjectNode found =
          list.addObject()
              .put("input", input)
              .put("status", isNumber(digits) ? "valid" : "invalid");
      if (isNumber(digits)) {
        found.put("wa_id", digits);
      }
    }
    return response;
  }

  private static ObjectNode lids(Channel channel, Call call) {
    String wanted = call.query().getOrDefault("ContactIDList", "");
    ObjectNode response = Json.object();
    for (Person person : channel.people().all()) {
      boolean asked = wanted.isEmpty() || List.of(wanted.split(",", -1)).contains(person.number());
      if (person.kind().equals("lid") && !person.number().isEmpty() && asked) {
        String phone = person.number() + "@s.whatsapp.net";
        // A phone with a second hidden number: one key can name only one of them.
        if (response.has(phone)) {
          response.putObject(person.chatId()).put("id", phone);
        } else {
          response.putObject(phone).put("lid", person.chatId());
        }
      }
    }
    return response;
  }

  /// Looks up both ways: by hidden number or by phone number. Throws [ErrorResponseException] when
  /// the other one is unknown.
  private static ObjectNode pair(Channel channel, String id) {
    Optional<Person> person =
        id.endsWith("@lid")
            ? channel.people().find(id)
            : channel.people().findHidden(ChatIds.digits(id));
    Person known = known(person.filter(one -> !one.number().isEmpty()), id);
    return Json.object().put("id", known.number() + "@s.whatsapp.net").put("lid", known.chatId());
  }

  private static Person known(Optional<Person> person, String id) {
    return person.orElseThrow(() -> new ErrorResponseException(404, "contact not found", id));
  }
}
