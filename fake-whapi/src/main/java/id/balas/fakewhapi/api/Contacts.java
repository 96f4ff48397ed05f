package id.balas.fakewhapi.api;

import id.balas.fakewhapi.channel.Channel;
import id.balas.fakewhapi.channel.ChatLists;
import id.balas.fakewhapi.http.Call;
import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.http.Parameters;
import id.balas.fakewhapi.http.Response;
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

  /// Throws [ErrorResponseException].
  static Response answer(Channel channel, Call call, String id, String second) {
    String which = id.isEmpty() || id.equals("lids") || id.equals("ids") ? id : "one";
    return switch (call.method() + " " + which) {
      case "GET " -> Response.of(200, ChatLists.contacts(channel, call.query()));
      case "POST " -> Response.of(200, checked(call.json()));
      case "GET one" ->
          Response.of(
              200, ChatLists.contact(known(channel.people().find(ChatIds.withSuffix(id)), id)));
      case "HEAD one" -> Response.of(isNumber(ChatIds.digits(id)) ? 200 : 404, Json.object());
      case "GET lids" ->
          Response.of(200, second.isEmpty() ? lids(channel, call) : pair(channel, second));
      case "GET ids" -> Response.of(200, pair(channel, second));
      default ->
          throw new ErrorResponseException(404, "not found", call.method() + " " + call.path());
    };
  }

  // Every plausible number is on this WhatsApp, except those that begin with 0.
  private static boolean isNumber(String digits) {
    return digits.matches("[1-9]\\d{6,14}");
  }

  private static ObjectNode checked(JsonNode request) {
    JsonNode contacts = request.path("contacts");
    Parameters.check(contacts.isArray() && !contacts.isEmpty(), "contacts");
    ObjectNode answer = Json.object();
    ArrayNode list = answer.putArray("contacts");
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
    return answer;
  }

  private static ObjectNode lids(Channel channel, Call call) {
    String wanted = call.query().getOrDefault("ContactIDList", "");
    ObjectNode answer = Json.object();
    for (Person person : channel.people().all()) {
      boolean asked = wanted.isEmpty() || List.of(wanted.split(",", -1)).contains(person.number());
      if (person.kind().equals("lid") && !person.number().isEmpty() && asked) {
        answer.putObject(person.number() + "@s.whatsapp.net").put("lid", person.chatId());
      }
    }
    return answer;
  }

  /// Looks up both ways: by hidden number or by phone number. Throws [ErrorResponseException] when
  /// the other one is unknown.
  private static ObjectNode pair(Channel channel, String id) {
    Optional<Person> person =
        id.endsWith("@lid")
            ? channel.people().find(id)
            : channel.people().hiddenAs(ChatIds.digits(id));
    Person known = known(person.filter(one -> !one.number().isEmpty()), id);
    return Json.object().put("id", known.number() + "@s.whatsapp.net").put("lid", known.chatId());
  }

  private static Person known(Optional<Person> person, String id) {
    return person.orElseThrow(() -> new ErrorResponseException(404, "contact not found", id));
  }
}
