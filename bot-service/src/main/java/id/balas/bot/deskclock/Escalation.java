package id.balas.bot.deskclock;

import id.balas.bot.chat.BotProperties;
import id.balas.events.PeopleCommand.ReportMissedTargets;
import id.balas.events.PeopleCommand.TargetMissed;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Issuer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Counts missed targets, and notifies the admins of them in WhatsApp, each at most once in 15
/// minutes. What is missed meanwhile is in the next notice.
@Component
class Escalation {

  private final Set<String> admins;
  private final DeskCommands commands;
  private final DeskMetrics metrics;
  private final Duration atMostEvery;
  private final List<TargetMissed> unreported = new ArrayList<>();
  private Instant nextNotice = Instant.EPOCH;

  Escalation(
      BotProperties bot, DeskCommands commands, DeskMetrics metrics, DeskClockProperties settings) {
    this.admins = bot.policy(true).admins();
    this.commands = commands;
    this.metrics = metrics;
    this.atMostEvery = settings.escalate();
  }

  void report(List<TargetMissed> missed, Instant now) {
    missed.forEach(it -> metrics.targetMissed(it.target()));
    unreported.addAll(missed);
    if (unreported.isEmpty() || now.isBefore(nextNotice)) {
      return;
    }
    long slot = now.toEpochMilli() / atMostEvery.toMillis();
    String channel = unreported.getFirst().channel();
    List<ReportMissedTargets> notices =
        admins.stream().map(admin -> notice(new ChatKey(channel, admin), slot, now)).toList();
    if (commands.decided(notices).isEmpty()) {
      commands.publish(notices);
      unreported.clear();
    }
    nextNotice = now.plus(atMostEvery);
  }

  // The id has the slot of the time, so that two holders of the desk clock send one. If another
  // holder has sent it, ours would be ignored: the next slot reports what it lacks.
  private ReportMissedTargets notice(ChatKey admin, long slot, Instant now) {
    return new ReportMissedTargets(
        "targets-" + slot + "-" + admin.chatId(),
        admin.channel(),
        admin.chatId(),
        Issuer.system("desk-clock"),
        now,
        unreported.size(),
        unreported.stream().map(TargetMissed::since).min(Comparator.naturalOrder()).orElse(now));
  }
}
