package id.balas.bot.decision;

import id.balas.bot.decision.AnswerBook.Addressee;
import id.balas.bot.decision.AnswerBook.Notice;
import id.balas.bot.decision.Decision.EndLink;
import id.balas.bot.decision.Decision.Forward;
import id.balas.bot.decision.Decision.Link;
import id.balas.bot.decision.Decision.Merge;
import id.balas.bot.decision.Decision.RecordOnly;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.Release;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.events.ChatCommand.AiAnswered;
import id.balas.events.ChatCommand.AiFailed;
import id.balas.events.ChatCommand.HandBack;
import id.balas.events.ChatInput;
import id.balas.events.HandOver;
import id.balas.events.HandOver.HandedOverChat;
import id.balas.events.SameCustomer;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The rules for a customer with a phone number and a hidden number. Only the chat of a hidden
/// number becomes an alias, and only of a phone's chat, so there are no chains.
final class IdentityRules {

  private static final HandedOverChat NOTHING =
      new HandedOverChat(Mode.BOT, 0, null, null, null, false, null);

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
    // Once chats can wait for a person, the chat of `linked` must wait here: two phones claim the
    // hidden number.
    return same.issuedBy().kind() == Issuer.Kind.SYSTEM
        ? new Refuse("the hidden number is linked to another phone number")
        : new Link("a person linked another phone number", same.phone(), NOTHING, linked);
  }

  static Decision onUnlink(Chat chat) {
    String linked = chat.identity().aliasOf();
    return linked == null
        ? new RecordOnly("the hidden number is not linked")
        : new EndLink("unlinked from the phone number", linked);
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
        lastOutboundId(chat, now));
  }

  private static @Nullable String lastOutboundId(Chat chat, Instant now) {
    Identity.Sent last = chat.identity().lastOutbound();
    return last == null || !last.isOpenAt(now) ? null : last.id();
  }

  static Decision inAlias(String phone, ChatInput input) {
    return switch (input) {
      case HandBack _, AiAnswered _, AiFailed _ ->
          new StaySilent("the chat was handed over to the phone number");
      default -> new Forward("forwarded to the chat of the phone number", phone);
    };
  }

  /// An AI answer that the hidden number's chat owed counts as failed, unless a person has the chat
  /// now.
  static Decision onHandOver(Chat chat, HandOver handOver, Instant now, AnswerBook book) {
    Chat merged = ChatMerge.merge(chat, handOver, now);
    boolean botAnswers = merged.mode() == Mode.BOT && merged.humanUntil() == null;
    String notice =
        handOver.state().owesAnswer() && botAnswers
            ? book.notice(Notice.HAND_OFF, new Addressee(handOver.channel(), null, now))
            : null;
    return new Merge(rule(chat, handOver), handOver, notice);
  }

  // Of two persons, one loses the chat: the timeline names both.
  private static String rule(Chat chat, HandOver handOver) {
    String there = handOver.state().assignee();
    String here = chat.assignee();
    return there == null || here == null || there.equals(here)
        ? "took over the chat of a hidden number"
        : "took over the chat of a hidden number: %s had it there, %s here".formatted(there, here);
  }
}
