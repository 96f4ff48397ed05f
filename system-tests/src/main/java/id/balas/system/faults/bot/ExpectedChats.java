package id.balas.system.faults.bot;

import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.SameCustomer.ForwardedInput;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the bot must decide, given the messages of each chat in their order.
final class ExpectedChats {

  private final Map<String, Mode> modes = new HashMap<>();
  private final Set<String> waiting = new HashSet<>();
  private final Map<String, List<String>> replies = new HashMap<>();
  private final Set<String> seen = new HashSet<>();

  ExpectedChats copy() {
    var copy = new ExpectedChats();
    copy.modes.putAll(modes);
    copy.waiting.addAll(waiting);
    replies.forEach((chat, causes) -> copy.replies.put(chat, new ArrayList<>(causes)));
    copy.seen.addAll(seen);
    return copy;
  }

  /// A record of the chat's partition. Repeats of a message are ignored.
  void read(ChatInput record) {
    if (record instanceof ForwardedInput forwarded) {
      add(record.chat().chatId(), forwarded.input());
    } else {
      add(record.chat().chatId(), record);
    }
  }

  private void add(String chatId, ChatInput input) {
    if (input instanceof InboundMessage message
        && message.content() instanceof Content.Text(String text)) {
      written(chatId, message.id(), text);
    }
  }

  void written(String chatId, String id, String text) {
    if (!seen.add(id)) {
      return;
    }
    Mode mode = modes.getOrDefault(chatId, Mode.BOT);
    modes.put(
        chatId,
        switch (text) {
          case "agent" -> Mode.AGENT;
          case "pause" -> Mode.PAUSE;
          case "bot" -> Mode.BOT;
          default -> mode;
        });
    // Who waits already gets no second notice.
    boolean isReplied =
        switch (text) {
          case "agent" -> !waiting.contains(chatId);
          case "halo" -> mode == Mode.BOT;
          default -> true;
        };
    if (text.equals("bot")) {
      waiting.remove(chatId);
    } else if (text.equals("agent") || (text.equals("halo") && mode != Mode.BOT)) {
      waiting.add(chatId);
    }
    if (isReplied) {
      replies.computeIfAbsent(chatId, _ -> new ArrayList<>()).add(id);
    }
  }

  /// The causes of the expected replies of each chat, in order.
  Map<String, List<String>> replies() {
    return replies;
  }

  /// The mode of each chat at the end.
  Map<String, Mode> modes() {
    return modes;
  }
}
