package id.balas.bot.deskclock;

import id.balas.events.PeopleCommand.Target;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a chat of this team must reach, and since when its time runs.
record RunningTarget(ChatKey chat, @Nullable String team, Target target, Instant since) {

  /// A snoozed chat has none.
  static List<RunningTarget> of(DeskChat chat) {
    List<RunningTarget> running = new ArrayList<>();
    if (chat.isWaiting()) {
      Target answer = chat.hasAnswer() ? Target.NEXT_ANSWER : Target.FIRST_ANSWER;
      running.add(of(chat, answer, chat.waiting().since()));
    }
    Conversation conversation = chat.handling().conversation();
    if (conversation != null
        && chat.handling().isOpen()
        && chat.handling().snoozedUntil() == null) {
      running.add(of(chat, Target.RESOLUTION, conversation.openedAt()));
    }
    return running;
  }

  private static RunningTarget of(DeskChat chat, Target target, Instant since) {
    return new RunningTarget(chat.key(), chat.handling().team(), target, since);
  }
}
