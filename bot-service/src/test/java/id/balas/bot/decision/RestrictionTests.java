package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.decision.Chat.Asked;
import id.balas.bot.decision.Decided.Outcome;
import id.balas.bot.decision.people.Handling;
import id.balas.events.InboundMessage;
import id.balas.events.InboundMessage.From;
import id.balas.events.OutboundMessage;
import id.balas.events.PeopleCommand.Restrict;
import id.balas.events.SameCustomer;
import id.balas.events.SameCustomer.HandOver;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Content;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Mode;
import id.balas.events.value.Restrictions;
import id.balas.events.value.Waiting;
import id.balas.events.value.Waiting.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Blocks and opt-outs: who may set them, and what they end.
class RestrictionTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ChatKey PHONE = new ChatKey("default", "628110000007@s.whatsapp.net");
  private static final ChatKey LID = new ChatKey("default", "111222333444555@lid");
  private static final Restrictions BLOCKED = new Restrictions(true, false);
  private static final String MINUTE_LATER = "2026-11-23T08:01:00Z";

  private final ChatTransition transition =
      new ChatTransition(
          new Policy(Set.of("admin"), Duration.ofMinutes(15), Duration.ofHours(1), "62"));

  @ParameterizedTest(name = "{0} of {1}, {2} -> {3}")
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      textBlock =
          """
          # command   | by    | restricted        | what is done
          block       | siti  | -                 | REFUSED: only an admin can block or unblock a customer
          block       | ani   | -                 | DONE: the customer was blocked
          block       | ani   | blocked           | DONE: the customer's restrictions are the same already
          unblock     | siti  | blocked           | REFUSED: only an admin can block or unblock a customer
          unblock     | ani   | blocked           | DONE: the customer was unblocked
          opt out     | siti  | -                 | DONE: the customer gets no automatic messages from now on
          opt out     | siti  | blocked           | DONE: the customer gets no automatic messages from now on
          opt in      | siti  | opted out         | DONE: the customer gets automatic messages again
          opt in      | siti  | -                 | DONE: the customer's restrictions are the same already
          late block  | ani   | -                 | REFUSED: the action was decided too late, so nothing was done
          late unblock | ani  | blocked           | REFUSED: the action was decided too late, so nothing was done
          """)
  void restrictionsAreDecided(String command, String by, @Nullable String now, String done) {
    Restrictions known = new Restrictions("blocked".equals(now), "opted out".equals(now));
    Chat chat = chat(PHONE, Handling.NONE.restrictedTo(known), null);

    ChatTransition.Step step =
        transition.step(chat, restrict(PHONE, command, by), NOW, new AnswerBookOfTests());

    assertThat(step.decided().outcome() + ": " + step.decided().rule()).isEqualTo(done);
  }

  @Test
  void groupsCannotBeBlocked() {
    var group = new ChatKey("default", "120363000000000001@g.us");

    ChatTransition.Step step =
        transition.step(
            chat(group, Handling.NONE, null),
            restrict(group, "block", "ani"),
            NOW,
            new AnswerBookOfTests());

    assertThat(step.decided().outcome()).isEqualTo(Outcome.REFUSED);
  }

  @Test
  void blockEndsEverythingThatIsPending() {
    Chat chat = chat(PHONE, busy(), "siti");

    ChatTransition.Step step =
        transition.step(chat, restrict(PHONE, "block", "ani"), NOW, new AnswerBookOfTests());

    Chat after = step.chat();
    assertThat(after.mode()).isEqualTo(Mode.BOT);
    assertThat(after.assignee()).isNull();
    assertThat(after.humanUntil()).isNull();
    assertThat(after.asked()).isEmpty();
    assertThat(after.epoch()).isGreaterThan(chat.epoch());
    assertThat(after.handling().waiting()).isNull();
    assertThat(after.handling().snoozedUntil()).isNull();
    assertThat(after.handling().idleSince()).isNull();
    assertThat(after.handling().conversation())
        .isEqualTo(new Conversation("v1", NOW, NOW, NOW, "ani", "siti"));
    assertThat(step.ended()).hasSize(1);
  }

  @Test
  void optOutStopsWaitingAutomaticMessagesAlone() {
    Chat chat = chat(PHONE, busy(), "siti");

    Chat after =
        transition
            .step(chat, restrict(PHONE, "opt out", "siti"), NOW, new AnswerBookOfTests())
            .chat();

    assertThat(after.epoch()).isGreaterThan(chat.epoch());
    assertThat(after.assignee()).isEqualTo("siti");
    assertThat(after.humanUntil()).isEqualTo(chat.humanUntil());
    assertThat(after.handling().waiting()).isNotNull();
  }

  @Test
  void unblockedCustomerIsAnsweredAgain() {
    Chat blocked = chat(PHONE, Handling.NONE.restrictedTo(BLOCKED), null);
    Chat silent = write(blocked, "m1").chat();
    assertThat(silent).isEqualTo(blocked);

    Chat free =
        transition
            .step(blocked, restrict(PHONE, "unblock", "ani"), NOW, new AnswerBookOfTests())
            .chat();

    assertThat(free.handling().restrictions()).isNull();
    assertThat(write(free, "m2").chat().handling().conversation()).isNotNull();
  }

  @Test
  void blockFollowsTheCustomerToThePhoneNumber() {
    Chat hidden = chat(LID, Handling.NONE.restrictedTo(BLOCKED), null);
    ChatTransition.Step merged =
        transition.step(chat(PHONE, busy(), "siti"), linked(hidden), NOW, new AnswerBookOfTests());

    assertThat(merged.chat().handling().hasBlock()).isTrue();
    assertThat(merged.chat().handling().waiting()).isNull();
    assertThat(merged.chat().asked()).isEmpty();
    assertThat(merged.chat().identity().aliases()).containsExactly(LID.chatId());
    assertThat(merged.decided().emits()).noneMatch(OutboundMessage.class::isInstance);
  }

  @ParameterizedTest(name = "opted out at the phone: {0}")
  @ValueSource(booleans = {true, false})
  void optOutOfOneChatStopsWhatTheOtherHasPending(boolean atPhone) {
    Handling optedOut = Handling.NONE.restrictedTo(new Restrictions(false, true));
    var asked = new Asked("R1", "Q1", NOW, Instant.parse(MINUTE_LATER), NOW);
    Chat phone =
        Chat.withOneId(PHONE, Mode.BOT, 7, null, null, null, List.of(asked), 1)
            .with(atPhone ? optedOut : Handling.NONE);

    ChatTransition.Step merged =
        transition.step(
            phone,
            linked(chat(LID, atPhone ? Handling.NONE : optedOut, null)),
            NOW,
            new AnswerBookOfTests());

    assertThat(merged.chat().handling().hasOptOut()).isTrue();
    assertThat(merged.chat().epoch()).isGreaterThan(phone.epoch());
    assertThat(merged.chat().asked()).isEmpty();
    assertThat(merged.chat().handling().waiting()).isNotNull();
    assertThat(merged.decided().emits()).noneMatch(OutboundMessage.class::isInstance);
  }

  private HandOver linked(Chat hidden) {
    ChatTransition.Step link =
        transition.step(
            hidden,
            new SameCustomer("L", "default", LID.chatId(), Issuer.system("i"), NOW, PHONE.chatId()),
            NOW,
            new AnswerBookOfTests());
    return link.decided().emits().stream()
        .filter(HandOver.class::isInstance)
        .map(HandOver.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private ChatTransition.Step write(Chat chat, String id) {
    var message =
        new InboundMessage(
            id,
            "default",
            PHONE.chatId(),
            PHONE.chatId(),
            "Budi",
            From.CUSTOMER,
            new Content.Text("halo"),
            null,
            NOW,
            NOW,
            false);
    return transition.step(chat, message, NOW, new AnswerBookOfTests());
  }

  private static Handling busy() {
    return Handling.NONE
        .withWaiting(Waiting.of(Reason.WROTE, NOW, "m0", NOW))
        .snoozed(Instant.parse(MINUTE_LATER))
        .withConversation(new Conversation("v1", NOW, NOW, null, null, "siti"));
  }

  private static Chat chat(ChatKey key, Handling handling, @Nullable String assignee) {
    return Chat.withOneId(
            key,
            assignee == null ? Mode.BOT : Mode.AGENT,
            7,
            assignee,
            assignee == null ? null : Instant.parse(MINUTE_LATER),
            null,
            assignee == null
                ? List.of()
                : List.of(new Asked("R1", "Q1", NOW, Instant.parse(MINUTE_LATER), NOW)),
            1)
        .with(handling);
  }

  private static Restrict restrict(ChatKey chat, String command, String by) {
    boolean isBlock = command.endsWith("block");
    boolean value = command.endsWith("out") || (isBlock && !command.endsWith("unblock"));
    return new Restrict(
        "K",
        chat.channel(),
        chat.chatId(),
        Issuer.user(by, by.equals("ani") ? "admin" : "karyawan"),
        NOW,
        isBlock ? value : null,
        isBlock ? null : value,
        command.startsWith("late") ? NOW.minusSeconds(1) : null);
  }
}
