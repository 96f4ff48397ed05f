package id.balas.bot.chat;

import id.balas.bot.decision.Chat;
import id.balas.bot.decision.Decided;
import id.balas.bot.decision.Decided.Ended;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.ChatCommand;
import id.balas.events.ChatInput;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.OutboundMessage.DeliveryFailed;
import id.balas.events.PeopleCommand.LoopSeen;
import id.balas.events.PeopleCommand.PersonGone;
import id.balas.events.PeopleCommand.Resolve;
import id.balas.events.PeopleCommand.Snooze;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.PeopleCommand.Wake;
import id.balas.events.value.Author;
import id.balas.events.value.Content;
import id.balas.events.value.Mode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The promise, modelled independently: a chat needs a person exactly if none acted after one of
/// these: a message without an accepted answer of its own (what the customer wrote to a person, or
/// for one, is settled by "bot"); a failed answer; a pass; a snooze that ran out. It reads what was
/// said and sent, never the state that the decider keeps.
final class WaitingModel {

  /// The text of everything that answers a message.
  static final String ANSWER = "answer";

  /// A person is needed since then. `ofBot` is true if the customer settles it with "bot".
  private record Need(String id, Instant since, boolean ofBot) {}

  private final Duration answerWithin;
  private final List<Need> needs = new ArrayList<>();
  private final Map<String, Need> askedAi = new LinkedHashMap<>();
  private @Nullable Instant snoozedUntil;
  private Instant quietUntil = Instant.MIN;
  private Instant lastPerson = Instant.MIN;
  // The latest time of what the chat waits for.
  private Instant latest = Instant.MIN;

  WaitingModel(Duration answerWithin) {
    this.answerWithin = answerWithin;
  }

  boolean needsPerson() {
    return !needs.isEmpty();
  }

  @Nullable Instant snoozedUntil() {
    return snoozedUntil;
  }

  Instant oldest() {
    return needs.stream().map(Need::since).min(Instant::compareTo).orElseThrow();
  }

  void decided(
      Chat before, ChatInput input, Decided decided, List<Ended> ended, Instant now, boolean open) {
    boolean done = decided.outcome() != Outcome.REFUSED && decided.outcome() != Outcome.SILENT;
    switch (input) {
      case InboundMessage message when message.author() == From.PHONE -> personWrote(message);
      case InboundMessage message -> customerWrote(before, message, decided, now, open);
      case DeliveryFailed failed -> failed(failed);
      case AiAnswered _, AiFailed _ -> aiEnded(input, decided, ended);
      case ChatCommand.Reply reply when done -> reply(reply);
      case ChatCommand.Resend resend when done -> resend(resend);
      case ChatCommand.Unassign _, ChatCommand.Resume _, Resolve _ when done -> close();
      case ChatCommand.Assign _, ChatCommand.Pause _ when done -> dropAsked();
      case Transfer _, PersonGone _ when done -> {
        dropAsked();
        need(new Need(input.causeId(), now, false), now);
        wake(input.causeId(), now);
      }
      case Snooze snooze when done -> snoozedUntil = snooze.until();
      case Wake _ when done -> wake(input.causeId(), now);
      case LoopSeen loop when done -> quiet(loop);
      default -> {}
    }
  }

  private void customerWrote(
      Chat before, InboundMessage message, Decided decided, Instant now, boolean open) {
    boolean isSign =
        message.content() instanceof Content.Media media
            && media.kind() == Content.Media.Kind.STICKER;
    if (isSign || message.sentAt().isBefore(now.minus(Duration.ofDays(14)))) {
      return;
    }
    String text = message.content().words() == null ? "" : message.content().words();
    boolean isLate = message.sentAt().isBefore(now.minus(answerWithin));
    boolean isWithPerson = before.mode() != Mode.BOT || before.humanUntil() != null;
    boolean isKeyword = !isLate && (text.equals("bot") || text.equals("pause"));
    boolean wantsPerson = !isLate && (text.equals("agent") || text.equals("handsoff"));
    boolean isQuiet = now.isBefore(quietUntil) && !text.equals("agent");
    if (!isLate && text.equals("bot")) {
      needs.removeIf(Need::ofBot);
    } else if ((!isLate && text.equals("pause")) || decided.outcome() == Outcome.HANDED_OFF) {
      dropAsked();
    }
    boolean isAnswered =
        decided.emits().stream()
            .anyMatch(record ->
                record instanceof OutboundMessage out && ANSWER.equals(out.content().words()));
    Need own =
        new Need(
            message.id(),
            message.sentAt(),
            isWithPerson
                || (wantsPerson && !isQuiet)
                || (!isLate && !isQuiet && !open && !text.isEmpty()));
    if (decided.outcome() == Outcome.ASKED) {
      askedAi.put(message.id(), own);
    } else if (!isAnswered && !isKeyword) {
      need(own, message.sentAt());
    }
    wake(message.id(), message.sentAt());
  }

  private void need(Need one, Instant at) {
    latest = needs.isEmpty() || at.isAfter(latest) ? at : latest;
    needs.add(one);
  }

  // A snooze that ends while no person is needed: the chat is due.
  private void wake(String id, Instant at) {
    if (snoozedUntil != null && needs.isEmpty()) {
      need(new Need(id, at, false), at);
    }
    snoozedUntil = null;
  }

  private void aiEnded(ChatInput input, Decided decided, List<Ended> ended) {
    for (Ended one : ended) {
      Need asked = askedAi.remove(one.causeId());
      if (asked != null && decided.outcome() != Outcome.ANSWERED) {
        boolean wanted = input instanceof AiFailed failed && failed.isHandOff();
        need(new Need(asked.id(), asked.since(), wanted), asked.since());
        snoozedUntil = null;
      }
    }
  }

  private void quiet(LoopSeen loop) {
    quietUntil = loop.quietUntil();
    askedAi
        .values()
        .forEach(asked -> {
          need(new Need(asked.id(), asked.since(), false), asked.since());
          snoozedUntil = null;
        });
    askedAi.clear();
  }

  // The AI answers these questions no more, because a person has the chat now.
  private void dropAsked() {
    askedAi
        .values()
        .forEach(asked -> need(new Need(asked.id(), asked.since(), true), asked.since()));
    askedAi.clear();
  }

  // A message from the phone that is older than what the chat waits for settles nothing.
  private void personWrote(InboundMessage message) {
    Instant at = message.sentAt();
    lastPerson = at.isAfter(lastPerson) ? at : lastPerson;
    if (!needs.isEmpty() && !at.isBefore(latest)) {
      needs.clear();
    }
    askedAi.values().removeIf(asked -> !at.isBefore(asked.since()));
    dropAsked();
  }

  private void reply(ChatCommand.Reply reply) {
    lastPerson = reply.issuedAt().isAfter(lastPerson) ? reply.issuedAt() : lastPerson;
    if (reply.seen() != null) {
      dropAsked();
    } else {
      needs.clear();
      askedAi.clear();
    }
  }

  private void resend(ChatCommand.Resend resend) {
    if (resend.isBulk()) {
      needs.removeIf(need -> need.id().startsWith("delivery-") && !need.ofBot());
      return;
    }
    lastPerson = resend.issuedAt().isAfter(lastPerson) ? resend.issuedAt() : lastPerson;
    needs.clear();
    askedAi.clear();
  }

  // The AI still answers what it was asked, if the bot had the chat.
  private void close() {
    needs.clear();
    snoozedUntil = null;
  }

  private void failed(DeliveryFailed failed) {
    boolean isCovered = failed.author().isAutomatic() && failed.createdAt().isBefore(lastPerson);
    if (failed.author().kind() == Author.Kind.NOTICE || isCovered) {
      return;
    }
    Instant since = failed.answersSince() == null ? failed.createdAt() : failed.answersSince();
    boolean isOvertaken = failed.kind() == DeliveryFailed.Kind.OVERTAKEN;
    need(new Need(failed.causeId(), since, isOvertaken), failed.createdAt());
    wake(failed.causeId(), since);
  }

  @Override
  public String toString() {
    return needs + ", asked " + askedAi.keySet() + ", snoozed until " + snoozedUntil;
  }
}
