package id.balas.fakewhapi.model;

import id.balas.fakewhapi.http.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A contact: a customer, an admin, a hidden number, or a group with its members' numbers.
public record Person(String chatId, String kind, String name, String number, List<String> members) {

  public ObjectNode json() {
    ObjectNode json =
        Json.object()
            .put("chatId", chatId)
            .put("kind", kind)
            .put("name", name)
            .put("number", number);
    if (kind.equals("group")) {
      ArrayNode list = json.putArray("members");
      members.forEach(list::add);
    }
    return json;
  }
}
