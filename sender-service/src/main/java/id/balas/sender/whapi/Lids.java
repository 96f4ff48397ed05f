package id.balas.sender.whapi;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/// Which hidden number (`@lid`) is whose phone. The provider may list a chat under either. Its
/// answer is not documented: bots have met `{"lid":"…@lid"}` for a phone and
/// `{"id":"…@s.whatsapp.net"}` for a hidden number.
@Component
class Lids {

  private static final int REMEMBERED = 10_000;
  private static final Set<Integer> NONE = Set.of(400, 403, 404, 405);
  private static final String HIDDEN = "@lid";
  private static final String PHONE = "@s.whatsapp.net";
  private static final Pattern CHAT =
      Pattern.compile("(\\d{5,31})(@lid|@s\\.whatsapp\\.net|@c\\.us)?");

  private final WhapiHttp http;
  private final Latest<String> known = new Latest<>(REMEMBERED);

  Lids(WhapiHttp http) {
    this.http = http;
  }

  Optional<String> otherName(Channel channel, String chatId) {
    String key = channel.name() + "/" + chatId;
    String remembered = known.get(key);
    if (remembered != null) {
      return Optional.of(remembered);
    }
    Optional<String> told = ask(channel, chatId);
    told.ifPresent(other -> {
      known.add(key, other);
      known.add(channel.name() + "/" + other, chatId);
    });
    return told;
  }

  private Optional<String> ask(Channel channel, String chatId) {
    boolean hidden = chatId.endsWith(HIDDEN);
    List<String> addresses =
        hidden
            ? List.of("/contacts/ids/" + chatId, "/contacts/lids/" + chatId)
            : List.of("/contacts/lids/" + chatId);
    for (String address : addresses) {
      WhapiAnswer answer = http.get(channel, address);
      if (answer.status() == 200) {
        String found =
            hidden ? find(answer.json(), PHONE, "id") : find(answer.json(), HIDDEN, "lid");
        if (found != null && !found.equals(chatId)) {
          return Optional.of(found);
        }
      } else if (!NONE.contains(answer.status())) {
        throw new CannotAsk("the provider's hidden numbers answered " + answer.reason(), null);
      }
    }
    return Optional.empty();
  }

  /// The first id with this ending, wherever it stands, or bare digits in the field of this name.
  private static @Nullable String find(JsonNode json, String ending, String field) {
    // Older clients' ending of a phone.
    if (json.isString() && json.stringValue().replace("@c.us", PHONE).endsWith(ending)) {
      return name(json.stringValue(), ending);
    }
    JsonNode named = json.path(field);
    if (named.isString() && !named.stringValue().contains("@")) {
      return name(named.stringValue(), ending);
    }
    for (JsonNode part : json.values()) {
      String found = find(part, ending, field);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static @Nullable String name(String written, String ending) {
    var chat = CHAT.matcher(written);
    return chat.matches() ? chat.group(1) + ending : null;
  }
}
