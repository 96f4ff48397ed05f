package id.balas.stack.fakewhapi;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A message in the history. It is kept as its JSON's bytes, since there may be hundreds of thousands; what the lists
/// filter by stands beside it.
final class Stored {

  private final String id;
  private final String chatId;
  private final String from;
  private final String type;
  private final boolean fromMe;
  private final long timestamp;
  private volatile byte[] json;

  Stored(ObjectNode message) {
    id = message.path("id").asString("");
    chatId = message.path("chat_id").asString("");
    from = message.path("from").asString("");
    type = message.path("type").asString("").intern();
    fromMe = message.path("from_me").asBoolean(false);
    timestamp = message.path("timestamp").asLong();
    json = Json.write(message);
  }

  String id() {
    return id;
  }

  String chatId() {
    return chatId;
  }

  String from() {
    return from;
  }

  String type() {
    return type;
  }

  boolean isFromMe() {
    return fromMe;
  }

  long timestamp() {
    return timestamp;
  }

  byte[] bytes() {
    return json;
  }

  ObjectNode json() {
    return Json.read(json);
  }

  /// The message as it is from now on; id, chat, sender, type and time stay.
  void become(JsonNode message) {
    json = Json.write(message);
  }
}
