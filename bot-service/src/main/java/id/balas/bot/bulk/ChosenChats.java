package id.balas.bot.bulk;

import id.balas.bot.bulk.BulkActs.Chosen;
import id.balas.bot.bulk.BulkRequest.ChatChoice;
import id.balas.bot.chat.store.ChatAliases;
import id.balas.bot.chat.store.Chats;
import id.balas.bot.decision.Chat;
import id.balas.bot.history.queries.ChatPath;
import id.balas.bot.history.readable.ReadableContents;
import id.balas.bot.inbox.ChatDetails;
import id.balas.bot.inbox.ChatQueries;
import id.balas.events.value.ChatKey;
import id.balas.service.web.Cursor;
import id.balas.service.web.InvalidValueException;
import id.balas.service.web.ProblemException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The chats of a bulk action, each once, with what the caller has seen of them.
@Component
class ChosenChats {

  private static final int PAGE = 200;

  private final ChatQueries queries;
  private final ReadableContents contents;
  private final Chats chats;
  private final ChatAliases aliases;
  private final Clock clock;

  ChosenChats(
      ChatQueries queries,
      ReadableContents contents,
      Chats chats,
      ChatAliases aliases,
      Clock clock) {
    this.queries = queries;
    this.contents = contents;
    this.chats = chats;
    this.aliases = aliases;
    this.clock = clock;
  }

  List<Chosen> of(BulkRequest request, String caller) {
    Map<ChatKey, @Nullable String> wanted = new LinkedHashMap<>();
    if (request.chats() != null) {
      request.chats().forEach(it -> wanted.put(chat(it), it.seen()));
    } else {
      matching(Objects.requireNonNull(request.filter()), caller)
          .forEach(chat -> wanted.put(chat, null));
    }
    return chosen(byPhone(wanted));
  }

  // The chat of a linked hidden number is that of the phone.
  private Map<ChatKey, @Nullable String> byPhone(Map<ChatKey, @Nullable String> wanted) {
    Map<ChatKey, ChatKey> phones = aliases.phonesOf(wanted.keySet());
    Map<ChatKey, @Nullable String> resolved = new LinkedHashMap<>();
    wanted.forEach((chat, seen) -> resolved.put(phones.getOrDefault(chat, chat), seen));
    return resolved;
  }

  private List<Chosen> chosen(Map<ChatKey, @Nullable String> wanted) {
    Map<ChatKey, Chat> present = chats.load(wanted.keySet());
    return wanted.entrySet().stream()
        .map(it ->
            new Chosen(
                it.getKey(),
                it.getValue() == null
                    ? seen(it.getKey(), present.get(it.getKey()))
                    : it.getValue()))
        .toList();
  }

  private static ChatKey chat(ChatChoice choice) {
    try {
      return ChatPath.parse(choice.id());
    } catch (InvalidValueException e) {
      throw ProblemException.invalid("chats.id", String.valueOf(e.getMessage()));
    }
  }

  private List<ChatKey> matching(BulkRequest.Filter filter, String caller) {
    List<ChatKey> found = new ArrayList<>();
    Cursor after = null;
    do {
      ChatDetails.Page page =
          queries.list(
              filter.search(caller, clock.instant(), after, PAGE), contents.accepted(null));
      page.chats().forEach(it -> found.add(new ChatKey(it.channel(), it.chatId())));
      if (found.size() > BulkRequest.MOST_CHATS) {
        throw ProblemException.invalid(
            "filter", "matches more than " + BulkRequest.MOST_CHATS + " chats. Narrow it.");
      }
      after = page.next() == null ? null : Cursor.parse(page.next());
    } while (after != null);
    return found;
  }

  // The chat is refused if it waits for anything else by then.
  private static String seen(ChatKey key, @Nullable Chat present) {
    return (present == null ? Chat.unseen(key) : present).seen();
  }
}
