package id.balas.bot.deskclock;

import id.balas.bot.answers.book.WorkingTime;
import id.balas.bot.teams.Targets;
import id.balas.events.PeopleCommand.Target;
import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Compares how long a chat has waited, in working time, with the targets of its team.
final class MissedTargets {

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

  private final Targets targets;
  private final WorkingTime time;
  private final Instant now;

  MissedTargets(Targets targets, WorkingTime time, Instant now) {
    this.targets = targets;
    this.time = time;
    this.now = now;
  }

  // Working time is never longer than the time that passed.
  boolean isMissed(RunningTarget running) {
    Duration target =
        switch (running.target()) {
          case FIRST_ANSWER -> targets.firstAnswer();
          case NEXT_ANSWER -> targets.nextAnswer();
          case RESOLUTION -> targets.resolution();
        };
    return target != null
        && !running.since().plus(target).isAfter(now)
        && time.between(running.since(), now).compareTo(target) >= 0;
  }

  // The same facts have the same id, so that a target is recorded once.
  TargetMissed command(RunningTarget running) {
    ChatKey chat = running.chat();
    String about = chat + "@" + running.since() + " " + running.target();
    return new TargetMissed(
        "target-" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)),
        chat.channel(),
        chat.chatId(),
        Issuer.system("desk-clock"),
        now,
        running.target(),
        running.since());
  }
}
