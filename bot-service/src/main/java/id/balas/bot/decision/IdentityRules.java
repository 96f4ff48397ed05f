package id.balas.bot.decision;

import id.balas.bot.decision.Chat.Asked;
import id.balas.bot.decision.Decision.EndLink;
import id.balas.bot.decision.Decision.Forward;
import id.balas.bot.decision.Decision.Link;
import id.balas.bot.decision.Decision.Merge;
import id.balas.bot.decision.Decision.RecordOnly;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.Release;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.Decision.Wait;
import id.balas.bot.decision.lookup.AnswerBook;
import id.balas.bot.decision.lookup.AnswerBook.Addressee;
import id.balas.bot.decision.lookup.AnswerBook.Notice;
import id.balas.bot.decision.people.Handling;
import id.balas.bot.decision.people.Identity;
import id.balas.events.AiCommand.AiAnswered;
import id.balas.events.AiCommand.AiFailed;
import id.balas.events.ChatInput;
import id.balas.events.PeopleCommand.EndConversation;
import id.balas.events.PeopleCommand.HandBack;
import id.balas.events.PeopleCommand.LoopSeen;
import id.balas.events.PeopleCommand.Wake;
import id.balas.events.SameCustomer;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.SameCustomer.HandOver.HandedOverChat;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Restrictions;
import id.balas.events.value.Waiting;
import id.balas.events.value.Waiting.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rules for a customer with a phone number and a hidden number. Only the chat of a hidden
/// number becomes an alias, and only of a phone's chat, so there are no chains.
final class IdentityRules {

  private static final HandedOverChat NOTHING =
      new HandedOverChat(Mode.BOT, 0, null, null, null, false, null, null);

  private IdentityRules() {}

  static Decision onLink(Chat chat, SameCustomer same, Instant now) {
    String linked = chat.identity().aliasOf();
    if (!chat.key().chatId().endsWith("@lid") || !same.phone().endsWith("@s.whatsapp.net")) {
      return new Refuse("only a hidden number can be linked, and only to a phone number");
    }
    if (same.phone().equals(linked)) {
      return new RecordOnly("the hidden number is linked already");
    }
    if (linked == null) {
      return new Link("linked to the phone number", same.phone(), handedOver(chat, now), null);
    }
    return isFromSystem(same)
        ? new Forward("the hidden number is linked to another phone number", linked)
        : new Link("a person linked another phone number", same.phone(), NOTHING, linked);
  }

  static Decision onUnlink(Chat chat) {
    String linked = chat.identity().aliasOf();
    return linked == null
        ? new RecordOnly("the hidden number is not linked")
        : new EndLink("unlinked from the phone number", linked);
  }

  /// Of two phone numbers for one hidden number the first stays linked, and a person decides. What
  /// a person linked elsewhere leaves this chat.
  static Decision onForwardedLink(String lid, SameCustomer same) {
    return isFromSystem(same)
        ? new Wait(
            "the provider names another phone number, %s, for the hidden number %s"
                .formatted(same.phone(), lid),
            Waiting.of(Reason.PASSED, same.issuedAt(), same.commandId(), same.issuedAt()))
        : onEnd(lid);
  }

  private static boolean isFromSystem(SameCustomer same) {
    return same.issuedBy().kind() == Issuer.Kind.SYSTEM;
  }

  static Decision onEnd(String lid) {
    return new Release("the hidden number was unlinked", lid);
  }

  private static HandedOverChat handedOver(Chat chat, Instant now) {
    return new HandedOverChat(
        chat.mode(),
        chat.epoch(),
        chat.assignee(),
        chat.humanUntil(),
        chat.lastAway(),
        !chat.asked().isEmpty(),
        lastOutboundId(chat, now),
        forAgents(chat));
  }

  private static HandOver.ForAgents forAgents(Chat chat) {
    Handling own = chat.handling();
    return new HandOver.ForAgents(
        own.team(),
        own.waiting(),
        own.snoozedUntil(),
        own.lastHumanAt(),
        own.unattendedSince(),
        own.conversation(),
        chat.asked().isEmpty() ? null : Asked.first(chat.asked()),
        own.restrictions(),
        own.quietUntil());
  }

  private static @Nullable String lastOutboundId(Chat chat, Instant now) {
    Identity.Sent last = chat.identity().lastOutbound();
    return last == null || !last.isOpenAt(now) ? null : last.id();
  }

  static Decision inAlias(String phone, ChatInput input) {
    return switch (input) {
      case HandBack _, Wake _, EndConversation _, LoopSeen _, AiAnswered _, AiFailed _ ->
          new StaySilent("the chat was handed over to the phone number");
      default -> new Forward("forwarded to the chat of the phone number", phone);
    };
  }

  /// An AI answer that the hidden number's chat owed counts as failed, unless a person has the chat
  /// now.
  static Decision onHandOver(Chat chat, HandOver handOver, Instant now, AnswerBook book) {
    Chat merged = merged(chat, handOver, now);
    boolean owes = handOver.state().owesAnswer();
    boolean hearsUs = merged.handling().waiting() == null && !merged.handling().isSilentAt(now);
    String notice =
        owes && !merged.isWithPerson() && hearsUs
            ? book.notice(Notice.HAND_OFF, new Addressee(handOver.channel(), null, now))
            : null;
    Reason waits = merged.isWithPerson() ? Reason.WROTE : Reason.AI_FAILED;
    return new Merge(rule(chat, handOver), handOver, notice, owes ? waits : null);
  }

  // Of two persons, one loses the chat: the timeline names both.
  private static String rule(Chat chat, HandOver handOver) {
    String there = handOver.state().assignee();
    String here = chat.assignee();
    return there == null || here == null || there.equals(here)
        ? "took over the chat of a hidden number"
        : "took over the chat of a hidden number: %s had it there, %s here".formatted(there, here);
  }

  /// Takes over the chat of a hidden number: AGENT before PAUSE before BOT, the person with the
  /// later epoch, the later window. The epoch rises above both if any of these changes here, and if
  /// a restriction is new to one of the chats: what is pending or queued there must not be sent.
  static Chat merged(Chat chat, HandOver handOver, Instant now) {
    HandedOverChat other = handOver.state();
    Mode mode = rank(other.mode()) > rank(chat.mode()) ? other.mode() : chat.mode();
    String assignee =
        chat.assignee() == null || (other.assignee() != null && other.epoch() > chat.epoch())
            ? other.assignee()
            : chat.assignee();
    Instant window = Handling.later(chat.humanUntil(), other.humanUntil());
    HandOver.ForAgents theirs = other.forAgents();
    Handling handling =
        theirs == null ? chat.handling() : chat.handling().mergedWith(theirs, assignee != null);
    Restrictions limits = handling.restrictions();
    boolean restricts =
        limits != null
            && !(limits.equals(chat.handling().restrictions())
                && theirs != null
                && limits.equals(theirs.restrictions()));
    boolean changes =
        restricts
            || mode != chat.mode()
            || !Objects.equals(assignee, chat.assignee())
            || !Objects.equals(window, chat.humanUntil());
    long epoch = Math.max(chat.nextEpoch(now), other.epoch() + 1);
    Identity.Sent last =
        other.lastOutboundId() == null
            ? null
            : new Identity.Sent(other.lastOutboundId(), handOver.at());
    boolean wroteOnlyThere = chat.version() == 0 && last != null;
    boolean wroteThereLast =
        wroteOnlyThere || (theirs != null && isLater(theirs.conversation(), chat));
    Identity linked = chat.identity().withAlias(handOver.lid(), last);
    Chat all =
        (changes ? chat.with(mode, epoch, assignee, window, List.of()) : chat)
            .withAwaySent(Handling.later(chat.lastAway(), other.lastAway()))
            .with(handling)
            .with(wroteThereLast ? linked.withAddress(handOver.lid()) : linked);
    return all.handling().hasBlock() ? RestrictionRules.blocked(all, null, now) : all;
  }

  private static boolean isLater(@Nullable Conversation theirs, Chat chat) {
    Conversation own = chat.handling().conversation();
    return theirs != null && (own == null || own.activeAt().isBefore(theirs.activeAt()));
  }

  private static int rank(Mode mode) {
    return switch (mode) {
      case BOT -> 0;
      case PAUSE -> 1;
      case AGENT -> 2;
    };
  }

  /// What the AI owed in the other chat.
  static Waiting owed(Merge merge, String causeId, Instant now) {
    HandOver.ForAgents state = merge.from().state().forAgents();
    Instant since = state == null || state.owedSince() == null ? now : state.owedSince();
    return Waiting.of(
        merge.waits() == null ? Reason.AI_FAILED : merge.waits(), since, causeId, since);
  }
}
