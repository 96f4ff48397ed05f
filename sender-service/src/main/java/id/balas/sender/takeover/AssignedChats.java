package id.balas.sender.takeover;

import id.balas.events.ChatState;
import id.balas.events.value.ChatKey;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// The assignee of each chat that has one, from the chat states of the last 14 days.
@Component
public class AssignedChats {

  private final Map<ChatKey, String> assignees = new ConcurrentHashMap<>();

  void on(ChatState state) {
    var chat = new ChatKey(state.channel(), state.chatId());
    if (state.assignee() == null) {
      assignees.remove(chat);
    } else {
      assignees.put(chat, state.assignee());
    }
  }

  public @Nullable String assignee(ChatKey chat) {
    return assignees.get(chat);
  }
}
