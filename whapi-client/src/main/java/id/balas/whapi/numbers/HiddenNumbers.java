package id.balas.whapi.numbers;

import id.balas.events.value.ChatKey;
import id.balas.whapi.WhapiAnswer;
import id.balas.whapi.WhapiHttp;
import id.balas.whapi.WhapiUnavailableException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Looks up the hidden number (`@lid`) of a phone number, or the reverse, for one contact. The
/// provider may list a chat under either id. The response format is undocumented. Known formats are
/// `{"lid":"…@lid"}` for a phone and `{"id":"…@s.whatsapp.net"}` for a hidden number.
public final class HiddenNumbers {

  private static final int REMEMBERED = 10_000;
  private static final Set<Integer> NONE = Set.of(400, 403, 404, 405, 410, 422);
  private final WhapiHttp http;
  private final RecentEntries<String> known = new RecentEntries<>(REMEMBERED);

  public HiddenNumbers(WhapiHttp http) {
    this.http = http;
  }

  /// The other id of a private chat; empty if the provider knows none. Throws
  /// [WhapiUnavailableException] if the provider does not respond now.
  public Optional<ChatKey> otherId(ChatKey chat) {
    return chat.isPrivate()
        ? otherId(chat.channel(), chat.chatId()).map(id -> new ChatKey(chat.channel(), id))
        : Optional.empty();
  }

  private Optional<String> otherId(String channel, String chatId) {
    String key = channel + "/" + chatId;
    String remembered = known.get(key);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    Optional<String> found = ask(channel, chatId);
    found.ifPresent(other -> {
      known.add(key, other);
      known.add(channel + "/" + other, chatId);
    });
    return found;
  }

  private Optional<String> ask(String channel, String chatId) {
    boolean hidden = chatId.endsWith(ChatIds.HIDDEN);
    List<String> addresses =
        hidden
            ? List.of("/contacts/ids/" + chatId, "/contacts/lids/" + chatId)
            : List.of("/contacts/lids/" + chatId);
    for (String address : addresses) {
      WhapiAnswer answer = http.get(channel, address);
      if (answer.status() == 200) {
        String found =
            hidden
                ? find(answer.json(), ChatIds.PHONE, "id")
                : find(answer.json(), ChatIds.HIDDEN, "lid");
        if (found != null && !found.equals(chatId)) {
          return Optional.of(found);
        }
      } else if (!NONE.contains(answer.status())) {
        throw new WhapiUnavailableException(
            "the provider's list of hidden numbers failed: " + answer.reason());
      }
    }
    return Optional.empty();
  }

  /// The first id with this suffix anywhere in the JSON, or bare digits in the named field.
  private static @Nullable String find(JsonNode json, String ending, String field) {
    if (json.isString() && ChatIds.endsWith(json.stringValue(), ending)) {
      return ChatIds.digitsWith(ending, json.stringValue());
    }
    JsonNode named = json.path(field);
    if (named.isString() && !named.stringValue().contains("@")) {
      return ChatIds.digitsWith(ending, named.stringValue());
    }
    for (JsonNode part : json.values()) {
      String found = find(part, ending, field);
      if (found != null) {
        return found;
      }
    }
    return null;
  }
}
