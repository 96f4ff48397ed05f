package id.balas.bot.decision;

import static org.assertj.core.api.Assertions.assertThat;

import id.balas.bot.decision.people.Conversations;
import id.balas.bot.decision.people.Handling;
import id.balas.events.ChatInput;
import id.balas.events.PeopleCommand.EndConversation;
import id.balas.events.PeopleCommand.Transfer;
import id.balas.events.PeopleCommand.Wake;
import id.balas.events.value.ChatKey;
import id.balas.events.value.Conversation;
import id.balas.events.value.Issuer;
import id.balas.events.value.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ConversationsTests {

  private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
  private static final ChatKey CHAT = new ChatKey("default", "628110000007@s.whatsapp.net");
  private static final Issuer CLOCK = Issuer.system("clock");

  // An older time would end the conversation at once, for want of messages.
  @Test
  void olderMessageOpensAConversationAgainAndKeepsItActive() {
    var ended = new Conversation("c", NOW.minusSeconds(60), NOW, NOW, "siti", "siti");

    Handling opened =
        new Conversations(Duration.ofDays(1))
            .opened(
                Handling.NONE.withConversation(ended), CHAT, "m", NOW.minus(Duration.ofDays(3)));

    assertThat(opened.isOpen()).isTrue();
    assertThat(opened.idleSince()).isEqualTo(NOW);
  }

  // The command is decided once, so the chat would be hidden for ever.
  @Test
  void wakeFromFasterClockEndsSnooze() {
    Instant until = NOW.plusSeconds(30);
    Handling snoozed = conversation(NOW).snoozed(until);

    assertThat(decided(snoozed, wake(NOW.plusSeconds(10), until)).snoozedUntil()).isEqualTo(until);

    Handling awake = decided(snoozed, wake(NOW.plusSeconds(90), until));
    assertThat(awake.snoozedUntil()).isNull();
    assertThat(awake.waiting()).extracting(Waiting::reason).isEqualTo(Waiting.Reason.DUE);
  }

  @Test
  void idleEndFromFasterClockEndsConversation() {
    Handling idle = conversation(NOW.minus(Duration.ofDays(1)).plusSeconds(30));

    assertThat(decided(idle, end(NOW.plusSeconds(10))).isOpen()).isTrue();
    assertThat(decided(idle, end(NOW.plusSeconds(90))).isOpen()).isFalse();
  }

  // A macro snoozes or resolves the chat next, which would hide the message.
  @Test
  void transferWithOlderSeenIsRefused() {
    Handling waits =
        conversation(NOW).withWaiting(Waiting.of(Waiting.Reason.WROTE, NOW, "m2", NOW));

    assertThat(decided(waits, transfer("m1"))).isEqualTo(waits);
    assertThat(decided(waits, transfer("m2")).team()).isEqualTo("sales");
    assertThat(decided(waits, transfer(null)).team()).isEqualTo("sales");
  }

  private static Transfer transfer(@Nullable String seen) {
    Issuer budi = Issuer.user("budi", "admin");
    return new Transfer(
        "transfer", CHAT.channel(), CHAT.chatId(), budi, NOW, null, "sales", null, seen);
  }

  private static Handling conversation(Instant activeAt) {
    return Handling.NONE.withConversation(
        new Conversation("c", activeAt, activeAt, null, null, null));
  }

  private static Wake wake(Instant issuedAt, Instant until) {
    return new Wake("wake", CHAT.channel(), CHAT.chatId(), CLOCK, issuedAt, until);
  }

  private static EndConversation end(Instant issuedAt) {
    return new EndConversation("end", CHAT.channel(), CHAT.chatId(), CLOCK, issuedAt, "c");
  }

  /// After this input at `NOW`.
  private static Handling decided(Handling before, ChatInput input) {
    var policy = new Policy(Set.of(), Duration.ofMinutes(15), Duration.ofHours(1), "62");
    return new ChatTransition(policy)
        .step(Chat.unseen(CHAT).with(before), input, NOW, new ShopBook(true))
        .chat()
        .handling();
  }
}
