package id.balas.bot.decision.people;

import id.balas.events.ChatChanged.ChangedChat;
import id.balas.events.ChatChanged.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Compares a chat before and after a decision. The bot's own state, such as pending AI requests,
/// is no part of it.
public final class Changes {

  private Changes() {}

  public static List<Part> between(ChangedChat before, ChangedChat after) {
    List<Part> what = new ArrayList<>();
    add(what, Part.MODE, before.mode(), after.mode());
    add(what, Part.ASSIGNEE, before.assignee(), after.assignee());
    add(what, Part.TEAM, before.team(), after.team());
    add(what, Part.HUMAN_WINDOW, before.humanUntil(), after.humanUntil());
    add(what, Part.WAITING, before.waiting(), after.waiting());
    add(what, Part.SNOOZE, before.snoozedUntil(), after.snoozedUntil());
    add(what, Part.LOOP, before.quietUntil(), after.quietUntil());
    add(what, Part.CONVERSATION, before.conversation(), after.conversation());
    add(what, Part.ALIAS, before.aliasOf(), after.aliasOf());
    return what;
  }

  private static void add(
      List<Part> what, Part part, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      what.add(part);
    }
  }
}
