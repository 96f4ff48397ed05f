package id.balas.bot.deskclock;

import id.balas.bot.answers.book.WorkingTime;
import id.balas.bot.teams.Targets;
import id.balas.events.PeopleCommand.Target;
import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Compares how long a chat has waited, in working time, with the targets of its team. A snoozed
/// chat misses none.
final class MissedTargets {

  private final Targets targets;
  private final WorkingTime time;
  private final Instant now;

  MissedTargets(Targets targets, WorkingTime time, Instant now) {
    this.targets = targets;
    this.time = time;
    this.now = now;
  }

  List<TargetMissed> of(DeskChat chat) {
    List<TargetMissed> missed = new ArrayList<>();
    if (chat.isWaiting()) {
      Instant since = chat.waiting().since();
      Target target = chat.hasAnswer() ? Target.NEXT_ANSWER : Target.FIRST_ANSWER;
      if (isMissed(chat.hasAnswer() ? targets.nextAnswer() : targets.firstAnswer(), since)) {
        missed.add(command(chat, target, since));
      }
    }
    Conversation conversation = chat.handling().conversation();
    if (conversation != null
        && chat.handling().isOpen()
        && chat.handling().snoozedUntil() == null
        && isMissed(targets.resolution(), conversation.openedAt())) {
      missed.add(command(chat, Target.RESOLUTION, conversation.openedAt()));
    }
    return missed;
  }

  // Working time is never longer than the time that passed.
  private boolean isMissed(@Nullable Duration target, Instant since) {
    return target != null
        && !since.plus(target).isAfter(now)
        && time.between(since, now).compareTo(target) >= 0;
  }

  // The same facts have the same id, so that a target is recorded once.
  private TargetMissed command(DeskChat chat, Target target, Instant since) {
    String about = chat.key() + "@" + since + " " + target;
    return new TargetMissed(
        "target-" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)),
        chat.key().channel(),
        chat.key().chatId(),
        Issuer.system("desk-clock"),
        now,
        target,
        since);
  }
}
