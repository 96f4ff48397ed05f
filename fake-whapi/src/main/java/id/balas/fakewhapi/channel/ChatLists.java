package id.balas.fakewhapi.channel;

import id.balas.fakewhapi.http.ErrorResponseException;
import id.balas.fakewhapi.http.Json;
import id.balas.fakewhapi.model.ChatIds;
import id.balas.fakewhapi.model.ListQuery;
import id.balas.fakewhapi.model.Person;
import id.balas.fakewhapi.model.StoredMessage;
import id.balas.fakewhapi.model.Ticks;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The chats and contacts of a channel, paginated.
public final class ChatLists {

  private static final int MAX_PAGE = 500;

  private ChatLists() {}

  public static ObjectNode chats(Channel channel, Map<String, String> query) {
    List<ObjectNode> chats =
        channel.history().lastOfEachChat().stream().map(last -> chat(channel, last)).toList();
    return page("chats", chats, query);
  }

  /// Throws [ErrorResponseException] when the chat never had a message.
  public static ObjectNode chat(Channel channel, String chatId) {
    List<StoredMessage> messages = channel.history().ofChat(chatId);
    if (messages.isEmpty()) {
      throw new ErrorResponseException(404, "chat not found", chatId);
    }
    return chat(channel, messages.getLast());
  }

  private static ObjectNode chat(Channel channel, StoredMessage last) {
    String chatId = last.chatId();
    ObjectNode chat =
        Json.object()
            .put("id", chatId)
            .put(
                "name",
                channel.people().find(chatId).map(Person::name).orElse(ChatIds.digits(chatId)))
            .put("type", ChatIds.isGroup(chatId) ? "group" : "contact")
            .put("timestamp", last.timestamp())
            .put("unread", last.isFromMe() || last.ticks() == Ticks.READ ? 0 : 1)
            .put("not_spam", true);
    chat.set("last_message", last.json());
    return chat;
  }

  public static ObjectNode contacts(Channel channel, Map<String, String> query) {
    List<ObjectNode> contacts =
        channel.people().all().stream()
            .filter(person -> !person.kind().equals("group"))
            .map(ChatLists::contact)
            .toList();
    return page("contacts", contacts, query);
  }

  public static ObjectNode contact(Person person) {
    return Json.object()
        .put("id", ChatIds.digits(person.chatId()))
        .put("name", person.name())
        .put("pushname", person.name())
        .put("is_business", false);
  }

  private static ObjectNode page(String key, List<ObjectNode> items, Map<String, String> query) {
    int count = (int) ListQuery.number(query, "count", 100, 1, MAX_PAGE);
    int offset = (int) ListQuery.number(query, "offset", 0, 0, Integer.MAX_VALUE);
    ObjectNode page = Json.object();
    ArrayNode list = page.putArray(key);
    items.stream().skip(offset).limit(count).forEach(list::add);
    return page.put("count", count).put("total", items.size()).put("offset", offset);
  }
}
