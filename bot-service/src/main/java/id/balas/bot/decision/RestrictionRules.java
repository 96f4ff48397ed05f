package id.balas.bot.decision;

import id.balas.bot.decision.Decision.RecordOnly;
import id.balas.bot.decision.Decision.Refuse;
import id.balas.bot.decision.Decision.SetRestrictions;
import id.balas.bot.decision.Decision.StaySilent;
import id.balas.bot.decision.people.Handling;
import id.balas.events.ChatCommand;
import id.balas.events.ChatCommand.MarkRead;
import id.balas.events.ChatInput;
import id.balas.events.PeopleCommand.Restrict;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Restrictions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The rules for blocked customers, and for customers who want no automatic messages.
final class RestrictionRules {

  private static final String BLOCKED = "the customer is blocked";

  private RestrictionRules() {}

  /// Agents record an opt-out. Only admins block, because a blocked customer reaches no person.
  static Decision onRestrict(Policy policy, Chat chat, Restrict restrict) {
    if (!policy.isCustomer(chat)) {
      return new Refuse("only a customer can be blocked or opt out");
    }
    Restrictions known = known(chat.handling());
    var wanted =
        new Restrictions(
            Objects.requireNonNullElse(restrict.blocked(), known.blocked()),
            Objects.requireNonNullElse(restrict.optedOut(), known.optedOut()));
    if (wanted.equals(known)) {
      return new RecordOnly("the customer's restrictions are the same already");
    }
    if (wanted.blocked() != known.blocked() && !restrict.issuedBy().actsForAll()) {
      return new Refuse("only an admin can block or unblock a customer");
    }
    return new SetRestrictions(rule(known, wanted), wanted, restrict.issuedBy().name());
  }

  private static Restrictions known(Handling handling) {
    return handling.restrictions() == null ? Restrictions.NONE : handling.restrictions();
  }

  private static String rule(Restrictions known, Restrictions wanted) {
    if (wanted.blocked() != known.blocked()) {
      return wanted.blocked() ? "the customer was blocked" : "the customer was unblocked";
    }
    return wanted.optedOut()
        ? "the customer gets no automatic messages from now on"
        : "the customer gets automatic messages again";
  }

  /// Everything but the end of the block: messages are recorded, actions are refused.
  static Decision inBlocked(ChatInput input) {
    return switch (input) {
      case MarkRead _ -> new RecordOnly("marked as read");
      case ChatCommand command when command.issuedBy().kind() != Issuer.Kind.SYSTEM ->
          new Refuse(BLOCKED + ": unblock them first");
      default -> new StaySilent(BLOCKED);
    };
  }

  /// The epoch rises, so that the sender drops automatic messages that it has not sent yet. A block
  /// also ends the conversation.
  static Chat after(Chat chat, SetRestrictions decision, Instant now) {
    Handling handling = chat.handling().restrictedTo(decision.to());
    if (!decision.to().blocked()) {
      return chat.with(
              chat.mode(), chat.nextEpoch(now), chat.assignee(), chat.humanUntil(), List.of())
          .with(handling);
    }
    return blocked(chat.with(handling), decision.by(), now);
  }

  /// No agent has a blocked customer's chat, and nothing is pending there.
  static Chat blocked(Chat chat, @Nullable String by, Instant now) {
    return chat.with(
            chat.mode() == Mode.PAUSE ? Mode.PAUSE : Mode.BOT,
            chat.nextEpoch(now),
            null,
            null,
            List.of())
        .with(chat.handling().ended(by, now));
  }
}
