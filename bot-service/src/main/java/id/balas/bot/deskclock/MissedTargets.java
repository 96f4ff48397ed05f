package id.balas.bot.deskclock;

import id.balas.bot.answers.book.WorkingTime;
import id.balas.bot.teams.Targets;
import id.balas.events.PeopleCommand.Target;
import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.value.ChatKey;
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

  private final Targets targets;
  private final WorkingTime time;
  private final Instant now;

  MissedTargets(Targets targets, WorkingTime time, Instant now) {
    this.targets = targets;
    this.time = time;
    this.now = now;
  }

  List<TargetMissed> of(RunningTargets chat) {
    List<TargetMissed> missed = new ArrayList<>();
    Target target = chat.hasAnswer() ? Target.NEXT_ANSWER : Target.FIRST_ANSWER;
    Duration answer = chat.hasAnswer() ? targets.nextAnswer() : targets.firstAnswer();
    if (chat.waitingSince() != null && isMissed(answer, chat.waitingSince())) {
      missed.add(command(chat.chat(), target, chat.waitingSince()));
    }
    if (chat.openedAt() != null && isMissed(targets.resolution(), chat.openedAt())) {
      missed.add(command(chat.chat(), Target.RESOLUTION, chat.openedAt()));
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
  private TargetMissed command(ChatKey chat, Target target, Instant since) {
    String about = chat + "@" + since + " " + target;
    return new TargetMissed(
        "target-" + UUID.nameUUIDFromBytes(about.getBytes(StandardCharsets.UTF_8)),
        chat.channel(),
        chat.chatId(),
        Issuer.system("desk-clock"),
        now,
        target,
        since);
  }
}
